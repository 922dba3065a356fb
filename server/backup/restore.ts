import { createReadStream } from 'node:fs'
import { appendFile, mkdir, rm } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { fail, ok, problem, type Result } from '../../metadata/base/problem.ts'
import type { Database, Transaction } from '../db/database.ts'
import { type Head, type Line } from './backup.ts'
import { addConstraints, advanceCounters, createIndexes, createTable, type TableShape } from './structure.ts'

interface Where { readonly database: Database; readonly schema: string; readonly files: string }
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Fills an empty schema from a backup, all or nothing. Refuses a schema that holds records, and a file that is cut off. */
export async function restore(where: Where, source: string): Promise<Result<{ rows: number; files: number; workspace: string }>> {
  const { database, schema } = where
  try {
    const result = await database.transaction(async (tx) => {
      await tx.query('set local statement_timeout = 0')
      await tx.query('set local idle_in_transaction_session_timeout = 0')
      await tx.query(`drop schema if exists ${quote(schema)} cascade`)
      await tx.query(`create schema ${quote(schema)}`)
      return readAll(tx, where, source)
    })
    return ok(result)
  } catch (error) {
    await rm(`${where.files}.restoring`, { recursive: true, force: true })
    if (error instanceof NoBackup) return fail(problem('backup.unreadable', '', { detail: error.message }))
    throw error
  }
}
class NoBackup extends Error {}

async function readAll(tx: Transaction, where: Where, source: string): Promise<{ rows: number; files: number; workspace: string }> {
  const tables = new Map<string, TableShape>()
  let head: Head | null = null
  let end: { rows: number; files: number } | null = null
  let rows = 0
  const files = new Set<string>()
  for await (const text of createInterface({ input: createReadStream(source).pipe(createGunzip()), crlfDelay: Infinity })) {
    const value = parse(text)
    if (head === null) {
      head = readHead(value)
      for (const table of head.tables) {
        tables.set(table.name, table)
        await tx.query(createTable(table, where.schema))
      }
    } else rows += await take(tx, { where, tables, files }, value as Line)
    if ('end' in (value as object)) end = value as { rows: number; files: number }
  }
  if (!head || !end || end.rows !== rows || end.files !== files.size) throw new NoBackup('it ends too early')
  for (const table of tables.values()) for (const text of [...addConstraints(table, where.schema, false), ...createIndexes(table, where.schema), ...advanceCounters(table, where.schema)]) await tx.query(text)
  for (const table of tables.values()) for (const text of addConstraints(table, where.schema, true)) await tx.query(text)
  return { rows, files: files.size, workspace: head.workspace }
}
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NoBackup('a line of it is damaged')
  }
}
function readHead(value: unknown): Head {
  const head = value as Partial<Head> | null
  if (head?.officina !== 'backup' || head.format !== 1 || !Array.isArray(head.tables)) throw new NoBackup('it was not made by officina backup')
  return head as Head
}

interface Into { readonly where: Where; readonly tables: ReadonlyMap<string, TableShape>; readonly files: Set<string> }
async function take(tx: Transaction, { where, tables, files }: Into, value: Line): Promise<number> {
  if ('file' in value) {
    const path = normalize(value.file)
    if (path.startsWith('..') || path.startsWith(sep)) throw new NoBackup('it names a file outside its folder')
    const target = join(where.files, path)
    await mkdir(dirname(target), { recursive: true })
    if (!files.has(path)) await rm(target, { force: true })
    files.add(path)
    await appendFile(target, Buffer.from(value.part, 'base64'))
    return 0
  }
  if (!('table' in value)) return 0
  const table = tables.get(value.table)
  if (!table) throw new NoBackup('it holds rows of a table that it does not describe')
  const columns = table.columns.filter(({ generated }) => !generated)
  const list = columns.map(({ name }) => quote(name)).join(', ')
  const casts = columns.map(({ type }, i) => `(v->>${i})::${type}`).join(', ')
  await tx.query(`insert into ${quote(where.schema)}.${quote(value.table)} (${list}) select ${casts} from jsonb_array_elements($1::jsonb) as x(v)`, [JSON.stringify(value.rows)])
  return value.rows.length
}
