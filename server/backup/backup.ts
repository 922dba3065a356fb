import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Database, Transaction } from '../db/database.ts'
import { type Counter, readCounters, readStructure, type TableShape } from './structure.ts'

/** First line of a backup. */
export interface Head { readonly officina: 'backup'; readonly format: 1; readonly workspace: string; readonly at: string; readonly tables: readonly TableShape[]; readonly counters?: readonly Counter[] }
/** Every other line: rows of a table as texts, or a piece of a file. */
export type Line =
  | { readonly table: string; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly file: string; readonly part: string }
  | { readonly end: true; readonly rows: number; readonly files: number }

interface What { readonly database: Database; readonly schema: string; readonly workspace: string; readonly files: string; readonly now: Date }
const batch = 1000
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Writes the whole workspace, data as of one moment and files, into one compressed file; the name appears only when it is complete. */
export async function backup(what: What, target: string): Promise<{ rows: number; files: number }> {
  let done = { rows: 0, files: 0 }
  const writing = what.database.transaction(async (tx) => {
    done = { rows: 0, files: 0 }
    await tx.query('set transaction isolation level repeatable read, read only')
    await tx.query(`set local statement_timeout = 0`)
    await tx.query(`set local idle_in_transaction_session_timeout = 0`)
    await pipeline(Readable.from(lines(tx, what, done)), createGzip(), createWriteStream(`${target}.part`))
  })
  await writing.catch(async (error: unknown) => {
    await rm(`${target}.part`, { force: true })
    throw error
  })
  await rename(`${target}.part`, target)
  return done
}

async function* lines(tx: Transaction, what: What, done: { rows: number; files: number }): AsyncGenerator<string> {
  const tables = await readStructure(tx, what.schema)
  const head: Head = { officina: 'backup', format: 1, workspace: what.workspace, at: what.now.toISOString(), tables, counters: await readCounters(tx, what.schema) }
  yield `${JSON.stringify(head)}\n`
  await tx.query(`set local timezone to 'UTC'`)
  await tx.query(`set local datestyle to 'ISO'`)
  for (const table of tables) for await (const rows of readRows(tx, what.schema, table)) {
    done.rows += rows.length
    yield line({ table: table.name, rows })
  }
  for (const file of await filesIn(what.files)) {
    done.files += 1
    // Names the file even when it is empty.
    yield line({ file, part: '' })
    for await (const part of createReadStream(join(what.files, file), { highWaterMark: 768 * 1024 })) yield line({ file, part: (part as Buffer).toString('base64') })
  }
  yield line({ end: true, ...done })
}
const line = (value: Line): string => `${JSON.stringify(value)}\n`

async function* readRows(tx: Transaction, schema: string, { name, columns }: TableShape): AsyncGenerator<(string | null)[][]> {
  const list = columns.filter(({ generated }) => !generated).map((column) => `${quote(column.name)}::text`).join(', ')
  await tx.query(`declare backup_rows no scroll cursor for select array[${list}] as v from ${quote(schema)}.${quote(name)}`)
  for (;;) {
    const rows = await tx.query<{ v: (string | null)[] }>(`fetch ${batch} from backup_rows`)
    if (rows.length > 0) yield rows.map(({ v }) => v)
    if (rows.length < batch) break
  }
  await tx.query('close backup_rows')
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
