import { pipeline, type Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { type Problem, problem } from '../../metadata/base/problem.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { AppError } from '../http/errors.ts'
import { byRow, gather, innerOf, parentOf, tell } from './import-inner.ts'
import { type Columns, type Line, readLine } from './import-lines.ts'
import { canFindBy, existing, type Known, resolveLinks } from './import-lookup.ts'
import { refuse } from './refusal.ts'
import { createRecords, updateRecords } from './service.ts'
import { type Session, rightsOf } from './space.ts'

export interface ImportAsk {
  readonly entity: Entity
  readonly csv: Readable
  /** Column heading → field name; columns that are not in it are left out. Without it headings are field names. */
  readonly map?: Readonly<Record<string, string>>
  /** Field (by name) or `id` that tells an existing record; without it every row is new. */
  readonly key?: string
  /** Name of a field of line items or links: the file holds its rows, their column `_parent` tells the record by `key`. */
  readonly into?: string
}
export interface RowOutcome { readonly row: number; readonly done: 'refused'; readonly problems: readonly Problem[] }
export interface Imported { readonly created: number; readonly updated: number; readonly refused: readonly RowOutcome[] }
interface Import { readonly session: Session; readonly columns: Columns; readonly key: Field | 'id' | null; readonly known: Known; readonly total: { created: number; updated: number; refused: RowOutcome[] } }
const chunk = 1000

/**
 * Writes every good row in the session's transaction and says of every other what is wrong with it. The caller decides whether
 * the good ones stay: it rolls back on any refused row, or to try the file only.
 */
export async function importRows(session: Session, ask: ImportAsk): Promise<Imported> {
  // A file comes once: when its transaction is tried again, what was read is gone, and less than the file would be written.
  if (ask.csv.readableDidRead) throw new AppError(503, 'request.busy')
  const rights = rightsOf(session.space, session.actor, ask.entity)
  if (!rights?.import) throw refuse(403, 'record.forbidden', { entity: ask.entity.label })
  // A file takes longer than a request for one record; waiting for the sender counts as idle.
  await session.tx.query(`set local statement_timeout = '10min'; set local idle_in_transaction_session_timeout = '2min'`)
  const job: Import = { session, columns: { entity: ask.entity, rights, map: ask.map }, key: keyOf(session, ask), known: new Map(), total: { created: 0, updated: 0, refused: [] } }
  if (ask.into === undefined) await importOuter(job, ask.csv)
  else await importInner(job, ask.csv, ask.into)
  return { ...job.total, refused: job.total.refused.sort((a, b) => a.row - b.row) }
}

async function importOuter(job: Import, csv: Readable): Promise<void> {
  let lines: Line[] = []
  for await (const [record, row] of recordsOf(csv)) {
    lines.push(readLine(job.columns, record, row))
    if (lines.length < chunk) continue
    await importLines(job, lines)
    lines = []
  }
  await importLines(job, lines)
}

/**
 * The rows of the file take the place of the line items or links that their records had; records that the file does not name
 * keep theirs. A record's rows may stand anywhere in the file, so all are read first; one bad row refuses its record.
 */
async function importInner(job: Import, csv: Readable, into: string): Promise<void> {
  const { session, columns, key, known, total } = job
  const inner = innerOf(session, { ...columns, into, key })
  const byParent = new Map<string, Line[]>()
  for await (const [record, row] of recordsOf(csv)) {
    const parent = parentOf(inner, record, columns.map)
    const rows = byParent.get(parent)
    if (rows) rows.push(inner.read(record, row))
    else byParent.set(parent, [inner.read(record, row)])
  }
  const lines = [...byParent.values()].flat()
  for (const field of inner.links) await resolveLinks(session, field, { lines, known })
  for (const { row, problems } of lines) if (problems.length > 0) total.refused.push({ row, done: 'refused', problems })
  const all = gather(inner, new Map([...byParent].filter(([, rows]) => rows.every(({ problems }) => problems.length === 0))))
  for (let from = 0; from < all.length; from += chunk) {
    const some = all.slice(from, from + chunk)
    const ids = tell(inner, some, await existing(session, columns.entity, { key: inner.key, lines: some }))
    await writeLines(job, some.filter(({ problems }) => problems.length === 0), ids)
    for (const line of some) for (const [row, problems] of byRow(inner, line)) total.refused.push({ row, done: 'refused', problems })
  }
}

function keyOf(session: Session, { entity, key }: ImportAsk): Field | 'id' | null {
  if (key === undefined || key === 'id') return key ?? null
  const field = entity.fieldsByName.get(key)
  if (!field || !canFindBy(session, entity, field)) throw refuse(400, 'import.no_column', { column: key })
  return field
}

/** Rows counted as a spreadsheet counts them: the headings are row 1. */
async function* recordsOf(csv: Readable): AsyncGenerator<[Record<string, string>, number]> {
  const parser = parse({ columns: true, bom: true, trim: false, relax_column_count: false, max_record_size: 5_000_000 })
  // A form that breaks off ends its file without an end, maybe before anybody reads it: then the parser is ended too.
  pipeline(csv, parser, () => {})
  let row = 1
  try {
    for await (const record of parser as AsyncIterable<Record<string, string>>) yield [record, ++row]
  } catch (error) {
    if (error instanceof CsvError) throw refuse(400, 'import.unreadable', { reason: error.message.slice(0, 200) })
    if (csv.errored ?? (error as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE') throw refuse(400, 'request.broken_off')
    throw error
  }
}

async function importLines(job: Import, lines: readonly Line[]): Promise<void> {
  const { session, columns: { entity } } = job
  for (const field of entity.fields.values()) if (field.relation?.kind === 'link') await resolveLinks(session, field, { lines, known: job.known })
  const ids = job.key ? await existing(session, entity, { key: job.key, lines }) : new Map<Line, string>()
  await writeLines(job, lines.filter(({ problems }) => problems.length === 0), ids)
  for (const { row, problems } of lines) if (problems.length > 0) job.total.refused.push({ row, done: 'refused', problems })
}

/** All of them at once; where that is refused, without those that are at fault; where none is named, half by half. */
async function writeLines(job: Import, lines: readonly Line[], ids: ReadonlyMap<Line, string>): Promise<void> {
  if (lines.length === 0) return
  const error = await attempt(job, lines, ids)
  if (!error) return
  for (const line of lines) line.problems.push(...problemsOf(error, line))
  const good = lines.filter(({ problems }) => problems.length === 0)
  if (good.length < lines.length) return writeLines(job, good, ids)
  if (lines.length === 1) {
    lines[0]!.problems.push(...(error.problems.length > 0 ? error.problems : [problem(error.code, '', error.params)]))
    return
  }
  const middle = Math.ceil(lines.length / 2)
  await writeLines(job, lines.slice(0, middle), ids)
  await writeLines(job, lines.slice(middle), ids)
}
const problemsOf = (error: AppError, { row }: Line): Problem[] =>
  error.problems.filter(({ path }) => path === `/${row}` || path.startsWith(`/${row}/`)).map((one) => ({ ...one, path: one.path.slice(String(row).length + 1) }))

const inTheWay = new Set(['40P01', '55P03'])
const tries = 5
/** Between savepoints, so that a refusal costs these lines only. What others are in the way of is tried again. */
async function attempt(job: Import, lines: readonly Line[], ids: ReadonlyMap<Line, string>): Promise<AppError | null> {
  const { tx } = job.session
  for (let n = 1; ; n++) {
    await tx.query('savepoint lines')
    try {
      await write(job, lines, ids)
      await tx.query('release savepoint lines')
      return null
    } catch (error) {
      const code = (error as { code?: unknown }).code
      if (!(error instanceof AppError) && !inTheWay.has(String(code))) throw error
      await tx.query('rollback to savepoint lines')
      if (error instanceof AppError) return error
      // The file cannot be read a second time, so the transaction as a whole is not tried again.
      if (n === tries) throw new AppError(503, 'request.busy')
      await sleep(Math.random() * 50 * 2 ** n)
    }
  }
}

async function write({ session, columns: { entity }, total }: Import, lines: readonly Line[], ids: ReadonlyMap<Line, string>): Promise<void> {
  const fresh = lines.filter((line) => !ids.has(line))
  const known = lines.flatMap((line) => { const id = ids.get(line); return id === undefined ? [] : [{ id, data: { ...nothing(line), ...line.data }, path: `/${line.row}` }] })
  if (fresh.length > 0) await createRecords(session, entity, fresh.map(({ data, row }) => ({ data, path: `/${row}`, numbers: true })))
  if (known.length > 0) await updateRecords(session, entity, { inputs: known, show: async () => null })
  total.created += fresh.length
  total.updated += known.length
}
const nothing = ({ empty }: Line): Record<string, unknown> => Object.fromEntries(empty.map((name) => [name, null]))
