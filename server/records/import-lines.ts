import { type Problem, problem } from '../../metadata/base/problem.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import type { EntityRights } from '../access/rights.ts'
import { fromSafe } from './formula-safe.ts'
import { granted } from './space.ts'

/** One row of a file on its way in. */
export interface Line {
  readonly row: number
  readonly id: string | null
  readonly data: Record<string, unknown>
  /** Names of fields whose cells are empty: they clear a record that is there, and leave a new one its defaults. */
  readonly empty: string[]
  readonly problems: Problem[]
  /** Where the line gathers rows of the file for one record: their numbers, in the order of the record's rows. */
  readonly rows?: readonly number[]
}
export interface Columns { readonly entity: Entity; readonly rights: EntityRights; readonly map: Readonly<Record<string, string>> | undefined }

/** Cells as text → values by field name. Pure. */
export function readLine(columns: Columns, record: Readonly<Record<string, string>>, row: number): Line {
  const line: Line = { row, id: record['id']?.trim() || null, data: {}, empty: [], problems: [] }
  for (const [column, raw] of Object.entries(record)) {
    const name = columns.map ? columns.map[column] : column
    // The id tells which record is meant; it is no value of one. With a map, columns that it leaves out are left out.
    if (name === undefined || name === 'id' || name.startsWith('_')) continue
    const field = columns.entity.fieldsByName.get(name)
    const text = fromSafe(raw)
    if (!field || !writable(columns, field)) {
      if (raw.trim() !== '' && !(field && isComputed(columns, field))) line.problems.push(problem('import.no_column', `/${name}`, { column }))
    } else if (raw.trim() === '') line.empty.push(name)
    else readCell(line, field, text)
  }
  return line
}

/** An exported file comes back with its computed columns; they are computed again. */
const isComputed = ({ rights }: Columns, field: Field): boolean => Boolean(field.type.computed) && field.type.computed !== 'sequence' && rights.fields.has(field.key)
/** Document numbers are brought along by an import, and only there. */
function writable({ rights }: Columns, field: Field): boolean {
  const right = rights.fields.get(field.key)
  if (!right) return false
  if (field.type.computed === 'sequence') return true
  return !field.type.computed && granted(right.write, [...rights.create, ...rights.update].map(({ id }) => id))
}

/** A link may hold the title or key of its target: found out later, for many rows at once. */
function readCell(line: Line, field: Field, text: string): void {
  const trimmed = field.value.kind === 'text' || field.type.group === 'choice' ? text : text.trim()
  const read = field.type.fromText(trimmed, field.options)
  if (read.ok) line.data[field.name] = read.value
  else if (field.relation?.kind === 'link') line.data[field.name] = text.trim()
  else line.problems.push(...read.problems.map((one) => ({ ...one, path: `/${field.name}` })))
}
