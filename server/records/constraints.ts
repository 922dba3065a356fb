import { pointer } from '../../metadata/base/json.ts'
import { type Problem, problem } from '../../metadata/base/problem.ts'
import { constraintName } from '../../metadata/change/names.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import type { AppError } from '../http/errors.ts'
import { changesOf } from './changes.ts'
import { storeRow } from './columns.ts'
import { type Draft, type Writing, byEntity, inside } from './draft.ts'
import { invalid } from './refusal.ts'
import { quote, tableOf } from './space.ts'

/** What PostgreSQL says of a broken constraint. Its `detail` holds other rows' values and is never looked at. */
interface Refused { readonly code?: string; readonly table?: string; readonly constraint?: string }
type Kind = 'unique' | 'overlap' | 'target'
const kinds: Readonly<Record<string, Kind>> = { '23505': 'unique', '23P01': 'overlap', '23503': 'target' }
interface Broken { readonly entity: Entity; readonly kind: Kind; readonly fields: readonly Field[]; readonly message: string | null }

/** May more than one row of this write have broken a constraint? Then it needs a savepoint to find out which one did. */
export const needsSearch = (writing: Writing): boolean =>
  [...byEntity(inside(writing.tops))].some(([entity, drafts]) => drafts.length > 1 && (entity.unique.length > 0 || [...entity.fields.values()].some(({ options }) => options.unique === true)))

/** A broken unique, no-overlap or foreign key constraint in the words of the field, at its place in the request; null when it is something else. */
export async function constraintError(writing: Writing, error: unknown, searchable: boolean): Promise<AppError | null> {
  const { code = '', table = '', constraint = '' } = (error ?? {}) as Refused
  const kind = kinds[code]
  const entity = kind && [...writing.session.space.model.entities.values()].find((one) => one.table === table)
  if (!kind || !entity) return null
  const broken = describe(entity, kind, constraint)
  const drafts = (byEntity(inside(writing.tops)).get(entity) ?? []).filter((draft) => touches(draft, broken))
  const guilty = drafts.length > 1 && kind === 'unique' && searchable ? await taken(writing, broken, drafts) : drafts.length === 1 ? drafts : []
  return invalid(guilty.length > 0 ? guilty.map((draft) => say(broken, draft.path)) : [say(broken, '', drafts.length > 0)], 409)
}

function describe(entity: Entity, kind: Kind, constraint: string): Broken {
  const rules = kind === 'unique' ? entity.unique : kind === 'overlap' ? entity.noOverlap : []
  const rule = rules.find(({ key }) => constraintName(kind === 'target' ? 'foreign' : kind, entity.key, key) === constraint)
  const keys = rule ? ('fields' in rule ? rule.fields : [rule.from, rule.to, ...rule.by]) : [...entity.fields.keys()].filter((key) => constraintName(kind === 'target' ? 'foreign' : kind, entity.key, key) === constraint)
  return { entity, kind, fields: keys.flatMap((key) => entity.fields.get(key) ?? []), message: rule?.message ?? null }
}

const touches = (draft: Draft, { fields }: Broken): boolean => {
  const changes = changesOf(draft)
  return fields.length === 0 || draft.kind === 'create' || fields.some(({ key }) => key in changes)
}

const codes = { unique: 'record.unique', overlap: 'record.overlap', target: 'record.no_target' } as const
function say({ entity, kind, fields: [field], message }: Broken, path: string, known = true): Problem {
  const at = field && known ? pointer(path, field.name) : path
  return message ? problem('record.check', at, { message }) : problem(codes[kind], at, { field: field?.label ?? entity.label })
}

/** Rows of the request whose values another row of it, or of the table, has. */
async function taken(writing: Writing, { entity, fields }: Broken, drafts: readonly Draft[]): Promise<Draft[]> {
  const { tx, space } = writing.session
  const columns = fields.flatMap((field) => field.columns)
  if (columns.length === 0) return []
  const rows = drafts.map(({ row }, n) => ({ ...storeRow(row, [], fields), '#': n, '#id': row.id, '#parent': row['_parent'] ?? null }))
  const same = (a: string, b: string): string => [...columns.map(({ name }) => `${a}.${quote(name)} = ${b}.${quote(name)}`), ...(entity.parent ? [`${a}.${a === 'x' ? '"#parent"' : '_parent'} = ${b}.${b === 't' ? '_parent' : '"#parent"'}`] : [])].join(' and ')
  const typed = ['"#" integer', '"#id" uuid', '"#parent" uuid', ...columns.map(({ name, type }) => `${quote(name)} ${type}`)].join(', ')
  const found = await tx.query<{ n: number }>(
    `with x as (select * from json_to_recordset($1::json) as r(${typed}))
     select x."#" as n from x where exists (select from ${tableOf(space, entity.table)} t where ${same('x', 't')} and t.id <> all($2::uuid[]))
       or exists (select from x y where y."#" < x."#" and ${same('x', 'y')}) order by 1`,
    [JSON.stringify(rows), drafts.map(({ row }) => row.id)])
  return found.flatMap(({ n }) => drafts[n] ?? [])
}
