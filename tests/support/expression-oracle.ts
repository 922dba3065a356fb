import type { ValueType } from '../../metadata/base/value-type.ts'
import { types } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import { evaluate } from '../../metadata/expressions/evaluate.ts'
import { fromWire, toWire } from '../../metadata/expressions/wire.ts'
import type { Expr, RecordValue, Scope } from '../../metadata/expressions/tree.ts'
import { expressionSql, sqlType } from '../../server/db/expression-sql.ts'
import type { SqlContext } from '../../server/db/sql-context.ts'
import { Texts } from './expression-texts.ts'

/** What of a database is needed: one parameterised statement. */
export interface Asks { query(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]> }
export interface Difference { readonly text: string; readonly row: RecordValue; readonly evaluated: unknown; readonly sql: unknown }

const fields: Readonly<Record<string, ValueType>> = {
  n: types.number, m: types.number, i: types.integer, s: types.text, t: types.text, b: types.boolean, c: types.boolean, d: types.date, e: types.date,
  h: types.time, z: types.datetime, y: types.datetime, u: types.duration, tags: types.list(types.text), lines: types.list(types.record('line')),
}
const line: Readonly<Record<string, ValueType>> = { qty: types.number, price: types.number, note: types.text, open: types.boolean }
const entities: Readonly<Record<string, Readonly<Record<string, ValueType>>>> = { order: fields, line }
export const oracleScope: Scope = {
  self: 'order', user: 'user', names: (entity) => Object.keys(entities[entity] ?? {}),
  field: (entity, name) => { const type = entities[entity]?.[name]; return type && { key: name, type } },
}
export const now = '2026-02-28T23:59:59.123Z'
export const today = '2026-02-28'
const columnType = (type: ValueType): string => (type.kind === 'number' && type.integer ? 'int' : type.kind === 'duration' ? 'bigint' : sqlType(type))

const context = (values: unknown[]): SqlContext => ({
  param: (value, type) => `$${values.push(value)}::${type}`,
  path: (root, steps) => `${root.kind === 'variable' ? `"${root.name}"` : 'r'}.${steps[0]?.field ?? 'id'}`,
  many: (_root, _steps, name, body) => body({ from: `jsonb_to_recordset(r.lines) as "${name}"(id uuid, ${Object.entries(line).map(([key, type]) => `${key} ${columnType(type)}`).join(', ')})`, where: '', row: { alias: name, entity: 'line' } }),
  within: (_entity, id, top) => `(${id} = ${top})`,
  now: () => `timestamptz '${now}'`, today: () => `date '${today}'`, me: () => 'null::uuid',
})

/** Random expressions of every type on random rows: evaluation and database must agree. Answers what differs. */
export async function compareWithSql({ cases, seed, db }: { cases: number; seed: number; db: Asks }): Promise<readonly Difference[]> {
  const texts = new Texts(seed)
  const differences: Difference[] = []
  for (let done = 0; done < cases;) {
    const batch: { text: string; expr: Expr }[] = []
    while (batch.length < 25) {
      const text = texts.next()
      const compiled = compileExpression(text, oracleScope)
      if (!compiled.ok && compiled.problems.every((one) => one.code === 'expression.literal')) continue
      if (!compiled.ok) throw new Error(`${text}: ${compiled.problems.map((one) => one.message).join(' ')}`)
      batch.push({ text, expr: compiled.value })
    }
    const rows = Array.from({ length: 4 }, () => texts.row())
    differences.push(...(await compareBatch(batch, rows, db)))
    done += batch.length * rows.length
  }
  return differences
}
async function compareBatch(batch: readonly { text: string; expr: Expr }[], rows: readonly RecordValue[], db: Asks): Promise<Difference[]> {
  const values: unknown[] = [JSON.stringify(rows)]
  const selected = batch.map(({ expr }, i) => `to_jsonb(${asText(expressionSql(expr, context(values)), expr.type)}) as x${i}`)
  const recordset = Object.entries(fields).map(([key, type]) => `${key} ${key === 'lines' ? 'jsonb' : columnType(type)}`).join(', ')
  const answers = await db.query(`select ${selected.join(', ')} from jsonb_to_recordset($1::jsonb) as r(id uuid, ${recordset})`, values)
  return answers.flatMap((answer, at) => batch.flatMap(({ text, expr }, i) => {
    const row = rows[at] ?? { id: null }
    const evaluated = JSON.stringify(normal(toWire(evaluate(expr, { self: row, me: null, today, now }), exact(expr.type)), expr.type))
    const sql = JSON.stringify(normal(answer[`x${i}`], expr.type))
    return evaluated === sql ? [] : [{ text, row, evaluated, sql }]
  }))
}
/** Durations travel as JSON numbers; here every digit counts. */
const exact = (type: ValueType): ValueType => (type.kind === 'duration' ? types.number : type)
const asText = (sql: string, type: ValueType): string => (type.kind === 'number' || type.kind === 'duration' ? `(${sql})::text` : type.kind === 'list' ? `(${sql})::text[]` : sql)
function normal(value: unknown, type: ValueType): unknown {
  if (value === null || value === undefined) return null
  if (type.kind === 'list') return (value as unknown[]).map((item) => normal(item, type.of))
  if (type.kind === 'number' || type.kind === 'duration') return String(toWire(fromWire(value, types.number), types.number))
  return type.kind === 'datetime' ? new Date(value as string).toISOString() : value
}
