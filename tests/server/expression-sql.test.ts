import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { compareTexts, compareWithSql, createWorldTables } from '../support/expression-oracle.ts'

const { database, schema } = await testDatabase()
await createWorldTables(database, schema)
const cases = Number(process.env['OFFICINA_EXPRESSION_CASES'] ?? 8000)
const seeds = (process.env['OFFICINA_EXPRESSION_SEEDS'] ?? '20260228').split(',').map(Number)

/** Expressions times rows. OFFICINA_EXPRESSION_CASES=50000 OFFICINA_EXPRESSION_SEEDS=1,2,3 asks for more. */
test.each(seeds)('every expression has the same value in the database as in evaluation (seed %i)', async (seed) => {
  const { compared, expressions, differences } = await compareWithSql({ cases, seed, at: { db: database, schema } })
  expect(compared).toBeGreaterThanOrEqual(cases)
  expect({ differing: differences.length, of: expressions, first: differences.slice(0, 8) }).toEqual({ differing: 0, of: expressions, first: [] })
}, 25_000 + cases * 20)

/** What the search above has found, kept. */
test.each([
  ['a name used again inside hides only its own item', { order: ['[1, 2].map(x, sum([10, 20].map(x, count([100, 200].filter(y, x < y)))))', 'lines.filter(x, x.open).map(l, count(lines.filter(x, x.qty > 0).filter(l, l.parts.exists(x, x.amount > l.qty))))'] }],
  ['an aggregate over rows may be of something outside of them', { order: ['sum(lines, n)', 'lines.max(l, u)', 'average(tags, r)', 'lines.map(x, min(tags, x.note))', 'max(lines, s)', 'sum([1, 2].map(x, n))'], 'order.lines': ['sum(parts, parent().u)', 'min(parts, parent().b)'] }],
  ['the name in a filter is known in that filter only', { order: ["tags.map(j, join(customer.tags.filter(j, j.hidden || !j.hidden).map(x, j.name), '-'))", 'lines.filter(l, l.open).map(x, count(lines.filter(x, x.qty > 0).filter(l, l.parts.exists(k, k.amount > 0))))'] }],
  ['a condition over rows is compared as a whole', { order: ['lines.all(l, l.open) < b', 'b == lines.all(l, l.qty > 0)', 'lines.exists(l, l.open) < b', 'lines.exists_one(l, l.open) != b'] }],
  ['a list of whole numbers and a list of others make a list of numbers', { order: ['[1] + [99999999999.999999]', 'b ? [1] : [2.5]', '[1].map(x, x) + tags.map(t, t.weight)'] }],
  ['a variable of any name leaves the bare fields alone', { order: ['sum(lines, [1, 2].sum(i1, qty))', 'count(lines, item in tags)', 'lines.map(i1, sum(lines, i1.qty))', 'max(lines, tags.max(i1, note))'] }],
  ['behind a missing record there are no rows', { order: ['me().client.badge in (b ? customer.tags : customer.chief.tags)', 'customer.badge in (b ? tags : customer.chief.tags)'] }],
] as const)('%s', async (_, texts) => expect(await compareTexts(texts, { db: database, schema })).toEqual([]))
