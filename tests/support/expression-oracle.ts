import { types, type ValueType } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import { evaluate } from '../../metadata/expressions/evaluate.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { fromWire, toWire } from '../../metadata/expressions/wire.ts'
import { startStatement, writeExpression } from '../../server/db/query/context.ts'
import { bind } from '../../server/db/query/compile.ts'
import { entityRows } from '../../server/db/query/values.ts'
import { column, render, type Target } from '../../server/db/query/statement.ts'
import { createTables } from '../server/query-model.ts'
import { randomText } from './expression-texts.ts'
import { type Random, randomOf } from './expression-values.ts'
import { envOf, model, now, randomWorld, scopes, selves, today, type World } from './expression-world.ts'

/** What of a database is needed: one parameterised statement. */
export interface Asks { query(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]> }
export interface Difference { readonly text: string; readonly row: string; readonly evaluated: unknown; readonly sql: unknown }
export interface Place { readonly db: Asks; readonly schema: string }
interface Case { readonly text: string; readonly expr: Expr }

/** A text and its tree; literals that are no value of their place are refused, and are tried again. */
export function randomExpression(random: Random, self: string): Case {
  const scope = scopes[self]
  if (!scope) throw new Error(`No scope ${self}`)
  for (;;) {
    const text = randomText(random, scope)
    const compiled = compileExpression(text, scope)
    if (compiled.ok) return { text, expr: compiled.value }
    const known = compiled.problems.every(({ code }) => code === 'expression.literal' || code === 'expression.too_large' || code === 'expression.syntax')
    if (!known) throw new Error(`${text}: ${compiled.problems.map((one) => one.message).join(' ')}`)
  }
}

/** Random expressions about random rows: evaluation and database must agree. Answers how many pairs were compared, and what differs. */
export async function compareWithSql({ cases, seed, at }: { cases: number; seed: number; at: Place }): Promise<{ compared: number; expressions: number; differences: readonly Difference[] }> {
  const random = randomOf(seed)
  const differences: Difference[] = []
  let [compared, expressions] = [0, 0]
  while (compared < cases) {
    const world = randomWorld(random)
    await store(at, world)
    for (let batches = 0; batches < 20 && compared < cases; batches++) {
      const self = random.one(selves)
      const batch = Array.from({ length: 20 }, () => randomExpression(random, self))
      const rows = world.rows.get(self) ?? []
      differences.push(...(await compareBatch({ batch, self, world }, at)))
      compared += batch.length * rows.length
      expressions += batch.length
    }
  }
  return { compared, expressions, differences }
}

/** The same for given texts, about the rows of a few worlds. */
export async function compareTexts(texts: Readonly<Record<string, readonly string[]>>, at: Place): Promise<readonly Difference[]> {
  const differences: Difference[] = []
  for (const seed of [1, 2, 3]) {
    const world = randomWorld(randomOf(seed))
    await store(at, world)
    for (const [self, list] of Object.entries(texts)) {
      const batch = list.map((text) => ({ text, expr: compiled(text, self) }))
      differences.push(...(await compareBatch({ batch, self, world }, at)))
    }
  }
  return differences
}
function compiled(text: string, self: string): Expr {
  const scope = scopes[self]
  const done = scope && compileExpression(text, scope)
  if (!done?.ok) throw new Error(`${text}: ${done?.problems.map((one) => one.message).join(' ')}`)
  return done.value
}

export const createWorldTables = (database: Parameters<typeof createTables>[0], schema: string): Promise<void> => createTables(database, schema, model)

async function store({ db, schema }: Place, world: World): Promise<void> {
  const insert = (table: string, rows: readonly unknown[]) => db.query(`insert into "${schema}"."${table}" select * from jsonb_populate_recordset(null::"${schema}"."${table}", $1::jsonb)`, [JSON.stringify(rows)])
  for (const entity of model.entities.values()) {
    const rows = world.rows.get(entity.key) ?? []
    await db.query(`truncate "${schema}"."${entity.table}"`)
    const fields = [...entity.fields.values()]
    await insert(entity.table, rows.map((row, n) => ({
      ...Object.fromEntries(fields.filter((field) => field.columns.length > 0).map((field) => [field.columns[0]?.name ?? field.name, row[field.key]])), id: row.id,
      ...(entity.parent ? { _parent: world.owners.get(row.id)?.id, _position: n } : { _version: 1, _created_at: now, _updated_at: now }),
    })))
    for (const field of fields) {
      if (!field.joinTable) continue
      await db.query(`truncate "${schema}"."${field.joinTable}"`)
      await insert(field.joinTable, rows.flatMap((row) => (row[field.key] as string[]).map((target, _position) => ({ source: row.id, target, _position }))))
    }
  }
}

interface Batch { readonly batch: readonly Case[]; readonly self: string; readonly world: World }
async function compareBatch(what: Batch, at: Place): Promise<Difference[]> {
  const answers = await ask(what, at)
  // One that the database refuses spoils the statement of all: each is asked by itself then.
  if (!(answers instanceof Error)) return differ(what, answers)
  if (what.batch.length > 1) {
    const each: Difference[] = []
    for (const one of what.batch) each.push(...(await compareBatch({ ...what, batch: [one] }, at)))
    return each
  }
  return what.batch.map(({ text }) => ({ text, row: '', evaluated: null, sql: answers.message }))
}
async function ask({ batch, self, world }: Batch, { db, schema }: Place): Promise<ReadonlyMap<unknown, Record<string, unknown>> | Error> {
  try {
    return await answer({ batch, self, world }, { db, schema })
  } catch (error) {
    return error as Error
  }
}
async function answer({ batch, self, world }: Batch, { db, schema }: Place): Promise<ReadonlyMap<unknown, Record<string, unknown>>> {
  const target: Target = { model, schema, rights: { roles: '', entity: () => null } }
  const statement = startStatement(target)
  const { from, where, row } = entityRows(statement, self, 'trusted')
  const selected = batch.map(({ expr }, i) => `to_jsonb(${asText(writeExpression(statement, present(expr), { row, trust: 'trusted' }), expr.type)}) as x${i}`)
  const text = render(statement, `select ${column(row, 'id')} as id, ${selected.join(', ')} from ${from}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}`)
  const found = await db.query(text, bind({ text, name: '', inputs: statement.slots as never }, { me: world.me, now, today }))
  return new Map(found.map((one) => [one['id'], one]))
}
/** A query knows no record before the change; here it is the same record, so that it can be asked for. */
function present<T>(expr: T): T {
  if (Array.isArray(expr)) return expr.map(present) as T
  if (typeof expr !== 'object' || expr === null) return expr
  return Object.fromEntries(Object.entries(expr).map(([key, value]) => [key, key === 'root' && (value as { kind: string }).kind === 'old' ? { kind: 'self' } : present(value)])) as T
}

function differ({ batch, self, world }: Batch, answers: ReadonlyMap<unknown, Record<string, unknown>>): Difference[] {
  return (world.rows.get(self) ?? []).flatMap((row) => {
    const env = envOf(world, row)
    return batch.flatMap(({ text, expr }, i) => {
      const evaluated = JSON.stringify(normal(toWire(evaluate(expr, env), exact(expr.type)), expr.type))
      const sql = JSON.stringify(normal(answers.get(row.id)?.[`x${i}`], expr.type))
      return evaluated === sql ? [] : [{ text, row: row.id, evaluated, sql }]
    })
  })
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
