import type { Entity } from '../../metadata/model/model.ts'
import { type Language, languages } from '../../metadata/texts/index.ts'
import type { Runner } from '../db/database.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import type { Actor } from './actor.ts'

/** Where the rows of the system entity `user` are: names follow renames of the model. */
export interface UserTable { readonly table: string; readonly column: Readonly<Record<UserColumn, string>> }
const columns = ['name', 'email', 'language', 'time_zone', 'active', 'roles'] as const
type UserColumn = (typeof columns)[number]
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const tables = new WeakMap<Entity, Map<string, UserTable>>()
/** null while the model has no users, i.e. before set-up. */
export function userTable(workspace: HttpWorkspace): UserTable | null {
  const entity = workspace.live().model.entities.get('user')
  if (!entity) return null
  const bySchema = tables.get(entity) ?? new Map<string, UserTable>()
  tables.set(entity, bySchema)
  const known = bySchema.get(workspace.schema) ?? tableFor(workspace, entity)
  bySchema.set(workspace.schema, known)
  return known
}
function tableFor(workspace: HttpWorkspace, entity: Entity): UserTable {
  const column = Object.fromEntries(columns.map((key) => [key, quote(entity.fields.get(key)?.columns[0]?.name ?? key)])) as Record<UserColumn, string>
  return { table: `"${workspace.schema}".${quote(entity.table)}`, column }
}

export interface Person { readonly id: string; readonly name: string; readonly email: string; readonly language: string | null; readonly zone: string | null; readonly roles: readonly string[] }
/** Select list of a person; `u` is the alias of the table. Its types stay when a column gets another: the statement is kept prepared. */
export const personColumns = ({ column: c }: UserTable): string =>
  `u.id, u.${c.name}::text as name, u.${c.email}::text as email, u.${c.language}::text as language, u.${c.time_zone}::text as zone, coalesce(u.${c.roles}, '{}')::text[] as roles`
/** Only who is active and not deleted may act. */
export const mayAct = ({ column: c }: UserTable): string => `u.${c.active} is true and u._deleted_at is null`

export async function findPerson(db: Runner, users: UserTable, email: string): Promise<Person | null> {
  const rows = await db.query<Person>(`select ${personColumns(users)} from ${users.table} u where lower(u.${users.column.email}) = lower($1) and ${mayAct(users)} limit 1`, [email])
  return rows[0] ?? null
}

export interface NewPerson { readonly id: string; readonly name: string; readonly email: string; readonly language: string; readonly roles: readonly string[] }
export async function insertPerson(db: Runner, users: UserTable, person: NewPerson): Promise<void> {
  const c = users.column
  await db.query(
    `insert into ${users.table} (id, ${c.name}, ${c.email}, ${c.language}, ${c.active}, ${c.roles}, _created_by, _updated_by, _owner) values ($1, $2, $3, $4, true, $5, $1, $1, $1)`,
    [person.id, person.name, person.email, person.language, person.roles])
}

export const actorOf = (person: Person): Actor => ({
  kind: 'user', id: person.id, name: person.name, roles: [...new Set(person.roles)].sort(),
  language: languageOf(person.language), zone: zoneOf(person.zone),
})
export const languageOf = (value: string | null): Language => languages.find((language) => language === value) ?? 'en'
const zones = new Map<string, string>()
const mostZones = 1000
/** A zone that this server does not know would break every reading of the clock. */
export function zoneOf(zone: string | null): string {
  if (!zone) return 'UTC'
  const known = zones.get(zone) ?? resolvedZone(zone)
  if (zones.size >= mostZones) zones.clear()
  zones.set(zone, known)
  return known
}
function resolvedZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
