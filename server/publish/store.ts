import type { Plan, Step } from '../../metadata/change/step.ts'
import type { Runner } from '../db/database.ts'
import { quote } from '../db/ddl.ts'
import { type Contents, hashesOf, type Manifest } from './manifest.ts'

export interface VersionRow { readonly version: number; readonly parent: number | null; readonly note: string; readonly published_at: string; readonly published_by: string | null }
const at = (schema: string, table: string): string => `${quote(schema)}.${quote(table)}`

export async function latestVersion(db: Runner, schema: string): Promise<{ version: number; manifest: Manifest } | null> {
  const rows = await db.query<{ version: number; manifest: Manifest }>(`select version, manifest from ${at(schema, '_meta_versions')} order by version desc limit 1`)
  return rows[0] ?? null
}
export async function readVersion(db: Runner, schema: string, version: number): Promise<Manifest | null> {
  const rows = await db.query<{ manifest: Manifest }>(`select manifest from ${at(schema, '_meta_versions')} where version = $1`, [version])
  return rows[0]?.manifest ?? null
}
export const listVersions = (db: Runner, schema: string): Promise<VersionRow[]> =>
  db.query(`select version, parent, note, published_at, published_by from ${at(schema, '_meta_versions')} order by version desc limit 200`)

export async function versionPlan(db: Runner, schema: string, version: number): Promise<readonly Step[] | null> {
  const rows = await db.query<{ plan: readonly Step[] }>(`select plan from ${at(schema, '_meta_versions')} where version = $1`, [version])
  return rows[0]?.plan ?? null
}

export async function insertVersion(db: Runner, schema: string, row: { version: number; parent: number | null; manifest: Manifest; plan: Plan; note: string; by: string | null }): Promise<void> {
  await db.query(
    `insert into ${at(schema, '_meta_versions')} (version, parent, manifest, plan, note, published_by) values ($1, $2, $3, $4, $5, $6)`,
    [row.version, row.parent, JSON.stringify(row.manifest), JSON.stringify(row.plan.steps), row.note, row.by],
  )
}

/** Documents that are not stored yet are stored; equal ones are one row. */
export async function saveContents(db: Runner, schema: string, manifest: Manifest, contents: Contents): Promise<void> {
  const hashes = hashesOf(manifest)
  const known = await db.query<{ hash: string }>(`select hash from ${at(schema, '_meta_documents')} where hash = any($1)`, [hashes])
  const stored = new Set(known.map(({ hash }) => hash))
  const added = hashes.filter((hash) => !stored.has(hash)).map((hash) => ({ hash, doc: contents.get(hash) }))
  if (added.length === 0) return
  await db.query(
    `insert into ${at(schema, '_meta_documents')} (hash, doc) select hash, doc from unnest($1::text[], $2::json[]) as x(hash, doc) on conflict do nothing`,
    [added.map(({ hash }) => hash), added.map(({ doc }) => JSON.stringify(doc))],
  )
}

/** Loads what `contents` lacks. */
export async function loadContents(db: Runner, schema: string, manifest: Manifest, contents: Contents): Promise<void> {
  const missing = hashesOf(manifest).filter((hash) => !contents.has(hash))
  if (missing.length === 0) return
  const rows = await db.query<{ hash: string; doc: unknown }>(`select hash, doc from ${at(schema, '_meta_documents')} where hash = any($1)`, [missing])
  for (const { hash, doc } of rows) contents.set(hash, doc)
}

export interface Draft { readonly id: string; readonly name: string; readonly layer: string; readonly base_version: number; readonly manifest: Manifest; readonly revision: number; readonly updated_at: string; readonly updated_by: string | null }
const draftColumns = 'id, name, layer, base_version, manifest, revision, updated_at, updated_by'
export async function readDraft(db: Runner, schema: string, id: string): Promise<Draft | null> {
  const rows = await db.query<Draft>(`select ${draftColumns} from ${at(schema, '_meta_drafts')} where id = $1`, [id])
  return rows[0] ?? null
}
export const listDrafts = (db: Runner, schema: string): Promise<Omit<Draft, 'manifest'>[]> =>
  db.query(`select ${draftColumns.replace(' manifest,', '')} from ${at(schema, '_meta_drafts')} order by updated_at desc`)
export async function insertDraft(db: Runner, schema: string, draft: { id: string; name: string; layer: string; base: number; manifest: Manifest; by: string | null }): Promise<void> {
  await db.query(
    `insert into ${at(schema, '_meta_drafts')} (id, name, layer, base_version, manifest, created_by, updated_by) values ($1, $2, $3, $4, $5, $6, $6)`,
    [draft.id, draft.name, draft.layer, draft.base, JSON.stringify(draft.manifest), draft.by],
  )
}
/** Saves only over the revision that the writer saw; null = somebody else was first, or the draft is gone. */
export async function updateDraft(db: Runner, schema: string, draft: { id: string; revision: number; base: number; manifest: Manifest; by: string | null }): Promise<number | null> {
  const rows = await db.query<{ revision: number }>(
    `update ${at(schema, '_meta_drafts')} set manifest = $3, base_version = $4, revision = revision + 1, updated_at = now(), updated_by = $5 where id = $1 and revision = $2 returning revision`,
    [draft.id, draft.revision, JSON.stringify(draft.manifest), draft.base, draft.by],
  )
  return rows[0]?.revision ?? null
}
/** With a revision, only while nobody has saved another one. */
export async function deleteDraft(db: Runner, schema: string, { id, revision }: { id: string; revision?: number }): Promise<boolean> {
  return (await db.query(`delete from ${at(schema, '_meta_drafts')} where id = $1 and revision = coalesce($2::int, revision) returning id`, [id, revision ?? null])).length > 0
}
