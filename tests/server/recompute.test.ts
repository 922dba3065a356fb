import { expect, test } from 'vitest'
import { documents, recordWorld } from './record-world.ts'

const { ask } = await recordWorld()

test('a publish gives rows that are there the values of new formulas and defaults, lines included', async () => {
  const { body: deal } = await ask('POST', '/deal', { amount: 4, lines: [{ quantity: 2 }, { quantity: 3 }] })
  const changed = structuredClone(documents) as any
  const { fields } = changed.entity.deal
  fields.double = { type: 'formula', label: 'Double', formula: 'amount * 2 + twice_all' }
  fields.twice_all = { type: 'formula', label: 'Twice', formula: 'sum(lines, twice)' }
  fields.rank = { type: 'text', label: 'Rank', default: 'none' }
  fields.lines.fields.twice = { type: 'formula', label: 'Twice', formula: 'quantity * 2' }
  const { body: live } = await ask('GET', '/_/publish')
  const done = await ask('POST', '/_/publish', { base: live.version, layer: { name: 'shop', label: 'Shop', version: '2', needs: [], documents: changed, edits: {} } })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  const { body: now } = await ask('GET', `/deal/${deal.id}`)
  expect([now.double, now.twice_all, now.rank, now.lines.map((line: { twice: unknown }) => line.twice)]).toEqual([18, 10, 'none', [4, 6]])
})
