import { createReadStream } from 'node:fs'
import { appendFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { pipeline, Writable } from 'node:stream'
import { pipeline as finished } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { fail, ok, problem, type Result } from '../../metadata/base/problem.ts'
import type { Database, Transaction } from '../db/database.ts'
import { type Head, type Line } from './backup.ts'
import { addConstraints, advanceCounters, createCounter, createIndexes, createTable, type TableShape } from './structure.ts'

interface Where { readonly database: Database; readonly schema: string; readonly files: string }
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Puts a backup in the place of a schema and its files, all or nothing. Refuses a file that is cut off or damaged. */
export async function restore(where: Where, source: string): Promise<Result<{ rows: number; files: number; workspace: string }>> {
  const { database, schema, files } = where
  let swapped = false
  try {
    await checkWhole(source)
    const result = await database.transaction(async (tx) => {
      if (swapped) await unswap(files)
      swapped = false
      await rm(incoming(files), { recursive: true, force: true })
      await tx.query('set local statement_timeout = 0')
      await tx.query('set local idle_in_transaction_session_timeout = 0')
      await tx.query(`drop schema if exists ${quote(schema)} cascade`)
      await tx.query(`create schema ${quote(schema)}`)
      const done = await readAll(tx, where, source)
      await swap(files)
      swapped = true
      return done
    })
    await rm(outgoing(files), { recursive: true, force: true })
    return ok(result)
  } catch (error) {
    if (swapped) await unswap(files)
    await rm(incoming(files), { recursive: true, force: true })
    if (error instanceof NoBackup) return fail(problem('backup.unreadable', '', { detail: error.message }))
    throw error
  }
}

const incoming = (files: string): string => `${files}.restoring`
const outgoing = (files: string): string => `${files}.replaced`

/** The files of the backup take the place of those that are there, which wait until the rows are in for good. */
async function swap(files: string): Promise<void> {
  await rm(outgoing(files), { recursive: true, force: true })
  await mkdir(files, { recursive: true })
  await mkdir(incoming(files), { recursive: true })
  await rename(files, outgoing(files))
  await rename(incoming(files), files)
}
async function unswap(files: string): Promise<void> {
  await rm(files, { recursive: true, force: true })
  await rename(outgoing(files), files)
}

/** The checksum stands at the end of the file: it is compared before anything is touched, so that no damaged row is ever loaded. */
async function checkWhole(source: string): Promise<void> {
  try {
    await finished(createReadStream(source), createGunzip(), new Writable({ write: (_part, _encoding, done) => done() }))
  } catch (error) {
    throw unreadable(error)
  }
}
const unreadable = (error: unknown): NoBackup =>
  new NoBackup(String((error as NodeJS.ErrnoException).code).startsWith('Z_') ? 'it is cut off or damaged' : (error as Error).message)

/** Lines end with \n only; readline would also end them at separators that texts may hold. */
async function* linesOf(source: string): AsyncGenerator<string> {
  const content = pipeline(createReadStream(source), createGunzip(), () => {}).setEncoding('utf8')
  let open: string[] = []
  try {
    for await (const part of content as AsyncIterable<string>) {
      const [first = '', ...more] = part.split('\n')
      open.push(first)
      for (const text of more) {
        yield open.join('')
        open = [text]
      }
    }
  } catch (error) {
    throw unreadable(error)
  }
  if (open.join('') !== '') yield open.join('')
}
class NoBackup extends Error {}

async function readAll(tx: Transaction, where: Where, source: string): Promise<{ rows: number; files: number; workspace: string }> {
  const tables = new Map<string, TableShape>()
  let head: Head | null = null
  let end: { rows: number; files: number } | null = null
  let rows = 0
  const files = new Set<string>()
  for await (const text of linesOf(source)) {
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
  for (const counter of head.counters ?? []) for (const text of createCounter(counter, where.schema)) await tx.query(text)
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
    const target = join(incoming(where.files), path)
    await mkdir(dirname(target), { recursive: true })
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
  await tx.query(`insert into ${quote(where.schema)}.${quote(value.table)} (${list}) overriding system value select ${casts} from jsonb_array_elements($1::jsonb) as x(v)`, [JSON.stringify(value.rows)])
  return value.rows.length
}
