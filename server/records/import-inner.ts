import { type Problem, problem } from '../../metadata/base/problem.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import type { EntityRights } from '../access/rights.ts'
import { fromSafe } from './formula-safe.ts'
import { type Columns, type Line, readLine } from './import-lines.ts'
import { refuse } from './refusal.ts'
import { granted, rightsOf, type Session } from './space.ts'

/** What the column that tells the record of a row is mapped to, or called without a map. */
export const parentColumn = '_parent'

/** Rows of line items or links on their way into records that are there. */
export interface Inner {
  readonly field: Field
  /** Key of the records, by which `parentColumn` tells them. */
  readonly key: Field | 'id'
  /** Links of a row that are looked up: those of line items, or the field itself. */
  readonly links: readonly Field[]
  read(record: Readonly<Record<string, string>>, row: number): Line
}
interface Ask { readonly entity: Entity; readonly rights: EntityRights; readonly into: string; readonly key: Field | 'id' | null; readonly map: Columns['map'] }

export function innerOf(session: Session, { entity, rights, into, key, map }: Ask): Inner {
  const field = entity.fieldsByName.get(into)
  const right = field && rights.fields.get(field.key)
  if (!field || !granted(right?.write, rights.update.map(({ id }) => id))) throw refuse(400, 'import.no_column', { column: into })
  if (key === null) throw refuse(400, 'import.no_column', { column: parentColumn })
  if (field.relation?.kind === 'links') return { field, key, links: [field], read: (record, row) => readLink(record, row, { field, map }) }
  const child = field.childEntity === null ? undefined : session.space.model.entities.get(field.childEntity)
  const childRights = child && rightsOf(session.space, session.actor, child)
  if (!child || !childRights) throw refuse(400, 'import.no_column', { column: into })
  const columns: Columns = { entity: child, rights: childRights, map }
  return { field, key, links: [...child.fields.values()].filter(({ relation }) => relation?.kind === 'link'), read: (record, row) => readLine(columns, record, row) }
}

function readLink(record: Readonly<Record<string, string>>, row: number, { field, map }: { field: Field; map: Columns['map'] }): Line {
  const text = fromSafe(cell(record, field.name, map)).trim()
  return { row, id: null, data: { [field.name]: text }, empty: [], problems: text === '' ? [noMatch(field.name, field.label, '')] : [] }
}
const cell = (record: Readonly<Record<string, string>>, name: string, map: Columns['map']): string =>
  Object.entries(record).find(([column]) => (map ? map[column] : column) === name)?.[1] ?? ''
const noMatch = (name: string, field: string, text: string): Problem => problem('import.no_match', `/${name}`, { field, text: text.slice(0, 100) })

/** The text that tells the record of a row, as its key is written in the table. */
export function parentOf({ key }: Inner, record: Readonly<Record<string, string>>, map: Columns['map']): string {
  const text = fromSafe(cell(record, parentColumn, map)).trim()
  const read = key === 'id' ? null : key.type.fromText(text, key.options)
  return read?.ok ? String(read.value ?? '') : text
}

/** Rows of one record → one line for it, whose rows take the place of those that the record had. */
export function gather({ field, key }: Inner, byParent: ReadonlyMap<string, readonly Line[]>): Line[] {
  return [...byParent].map(([text, lines]) => {
    const linked = field.relation?.kind === 'links'
    // A link that stands in the file twice is one link.
    const once = linked ? [...new Map(lines.map((line) => [line.data[field.name], line])).values()] : lines
    const values = once.map(({ data }) => (linked ? data[field.name] : data))
    const id = key === 'id' ? text : null
    return { row: lines[0]!.row, id, data: { ...(key === 'id' ? {} : { [key.name]: text }), [field.name]: values }, empty: [], problems: [], rows: once.map(({ row }) => row) }
  })
}

/** Lines whose record was found, without the key that told it; the others get a problem. */
export function tell({ key }: Inner, lines: readonly Line[], ids: ReadonlyMap<Line, string>): Map<Line, string> {
  const known = new Map<Line, string>()
  for (const line of lines) {
    const id = ids.get(line)
    const text = key === 'id' ? (line.id ?? '') : String(line.data[key.name] ?? '')
    if (key !== 'id') delete line.data[key.name]
    if (id !== undefined) known.set(line, id)
    else if (line.problems.length === 0) line.problems.push(noMatch(parentColumn, key === 'id' ? 'id' : key.label, text))
  }
  return known
}

/** Problems of a record's line, by the row of the file that each is about. */
export function byRow({ field }: Inner, line: Line): Map<number, Problem[]> {
  const found = new Map<number, Problem[]>()
  for (const one of line.problems) {
    const [, at, rest = ''] = new RegExp(`^/${field.name}/(\\d+)(/.*)?$`).exec(one.path) ?? []
    const row = (at === undefined ? undefined : line.rows?.[Number(at)]) ?? line.row
    found.set(row, [...(found.get(row) ?? []), at === undefined ? one : { ...one, path: rest }])
  }
  return found
}
