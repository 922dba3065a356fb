import { type Entry, keptBy, keptOf, type Kept, presentTable } from '../../metadata/change/kept.ts'
import { tablesOf } from '../../metadata/change/physical.ts'
import type { Step } from '../../metadata/change/step.ts'
import type { Model } from '../../metadata/model/model.ts'
import type { Actor } from '../access/actor.ts'
import type { Runner } from '../db/database.ts'
import { quote } from '../db/ddl.ts'

/** What waits out of sight: a table with its columns, or a column of a table that is in use. `entity` and `field` are ids of table and column. */
interface Waiting { readonly id: number; readonly entity: string; readonly field: string | null; readonly place: string; readonly document: Entry; readonly version: number; readonly at: string }

const table = (schema: string): string => `${quote(schema)}._meta_quarantine`
export const listQuarantine = (db: Runner, schema: string): Promise<Waiting[]> => db.query(`select id, entity, field, place, document, version, at from ${table(schema)} order by id desc`)

/** What may come back when the same key returns with the same type; the newest counts. */
export const readKept = async (db: Runner, schema: string): Promise<Kept> => keptOf((await listQuarantine(db, schema)).reverse().map(({ document }) => document))

/** One publish or purge at a time in a workspace. */
export async function lockPublishing(tx: Runner, schema: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1), hashtext($2))', ['officina.publish', schema])
}

interface Done { readonly steps: readonly Step[]; readonly version: number; readonly by: Actor }
/** Remembers what the steps of a publish put out of sight, and forgets what they brought back. Written in the same transaction. */
export async function writeKept(db: Runner, schema: string, { steps, version, by }: Done): Promise<void> {
  const { added, removed } = keptBy(steps)
  for (const one of removed) await db.query(`delete from ${table(schema)} where entity = $1 and field is not distinct from $2 and place = $3`, [one.table, one.column, one.place])
  for (const one of added)
    await db.query(`insert into ${table(schema)} (entity, field, place, document, version, by) values ($1, $2, $3, $4, $5, $6)`,
      [one.table, one.column, one.place, JSON.stringify(one), version, by.kind === 'user' ? by.id : null])
}

/** Drops for good, with a table the columns that wait in it. `live` reads the model once no publish can change it any more. Answers false when there is no such entry. */
export async function purgeQuarantine(db: Runner, schema: string, { id, live }: { readonly id: number; readonly live: () => Promise<Model> }): Promise<boolean> {
  await lockPublishing(db, schema)
  const model = await live()
  const kept = await readKept(db, schema)
  const [row] = await db.query<{ document: Entry }>(`delete from ${table(schema)} where id = $1 returning document`, [id])
  if (!row) return false
  const entry = row.document
  const name = presentTable(entry, tablesOf(model), kept)
  if (name === undefined) return true
  if (entry.kind !== 'table') await db.query(`alter table ${quote(schema)}.${quote(name)} drop column if exists ${quote(entry.place)}`)
  else {
    await db.query(`drop table if exists ${quote(schema)}.${quote(name)}`)
    await db.query(`delete from ${table(schema)} where entity = $1`, [entry.table])
  }
  return true
}
