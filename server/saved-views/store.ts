import type { Runner } from '../db/database.ts'
import { newId } from '../db/ids.ts'

/** What a list shows: the parts of its address. Names, as addresses have them. */
export interface ViewState {
  readonly filter: string
  readonly search: string
  readonly sort: string
  readonly columns: readonly string[]
  readonly group: readonly string[] | null
  readonly deleted: boolean
}
export interface StoredView { readonly id: string; readonly entity: string; readonly view: string; readonly name: string; readonly owner: string; readonly shared: boolean; readonly roles: readonly string[]; readonly state: ViewState; readonly version: number }
/** The part of a workspace's database that these statements are about. */
export interface Store { readonly db: Runner; readonly schema: string }
export interface Place { readonly entity: string; readonly view: string }

/** So many may one person keep. */
export const mostViews = 300
const columns = 'id, entity, view, name, owner, shared, roles, state, version'

/** One's own and the shared ones of a list, own first. */
export const viewsAt = ({ db, schema }: Store, { entity, view }: Place, person: string): Promise<StoredView[]> =>
  db.query<StoredView>(`select ${columns} from "${schema}"._saved_views where entity = $1 and view = $2 and (owner = $3 or shared) order by owner = $3 desc, lower(name), id limit 500`, [entity, view, person])

/** Locked until the transaction ends; null: absent, or another's own. */
export async function viewFor({ db, schema }: Store, id: string, person: string): Promise<StoredView | null> {
  const [row] = await db.query<StoredView>(`select ${columns} from "${schema}"._saved_views where id = $1 and (owner = $2 or shared) for update`, [id, person])
  return row ?? null
}

/** null: this person has as many as may be kept. The index refuses a second one of the same name. */
export async function insertView({ db, schema }: Store, made: Omit<StoredView, 'id' | 'version'>): Promise<StoredView | null> {
  const [row] = await db.query<StoredView>(
    `insert into "${schema}"._saved_views (id, entity, view, name, owner, shared, roles, state)
     select $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::boolean, $7::text[], $8::json
     where (select count(*) from "${schema}"._saved_views where owner = $5::uuid) < ${mostViews} returning ${columns}`,
    [newId(), made.entity, made.view, made.name, made.owner, made.shared, made.roles, JSON.stringify(made.state)])
  return row ?? null
}
export async function updateView({ db, schema }: Store, { id, name, shared, roles, state }: StoredView): Promise<StoredView> {
  const [row] = await db.query<StoredView>(
    `update "${schema}"._saved_views set name = $2, shared = $3, roles = $4::text[], state = $5::json, version = version + 1, updated_at = now() where id = $1 returning ${columns}`,
    [id, name, shared, roles, JSON.stringify(state)])
  return row!
}
export const removeView = ({ db, schema }: Store, id: string): Promise<unknown[]> => db.query(`delete from "${schema}"._saved_views where id = $1`, [id])

/** Has this person another view of that name here? */
export async function nameTaken({ db, schema }: Store, { entity, view, owner, name, id }: Place & { owner: string; name: string; id: string | null }): Promise<boolean> {
  const rows = await db.query(`select from "${schema}"._saved_views where owner = $1 and entity = $2 and view = $3 and lower(name) = lower($4) and id is distinct from $5::uuid`, [owner, entity, view, name, id])
  return rows.length > 0
}
