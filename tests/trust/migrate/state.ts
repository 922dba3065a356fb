import type { Layer } from '../../../metadata/model/model.ts'
import type { Database } from '../../../server/db/database.ts'
import type { Live } from '../../../server/publish/service.ts'
import { drift } from '../../support/catalogue.ts'

/** Every table, column, constraint and index of the workspace, and what is known to wait in quarantine, as one text each. */
export async function catalogue(database: Database): Promise<string[]> {
  const rows = await database.query<{ line: string }>(`
    select format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = 'ws_main'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    union all select format('%s %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k where k.connamespace = 'ws_main'::regnamespace and k.contype <> 'n'
    union all select format('%s %s', pg_get_indexdef(i.indexrelid), i.indisvalid) from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'ws_main'::regnamespace
    union all select format('quarantine %s %s %s', entity, field, place) from ws_main._meta_quarantine order by 1`)
  return rows.map(({ line }) => line)
}

/** What is wrong inside the workspace whatever model is live: the database and the model say different things, or work is left over. */
export async function faults(database: Database, live: Live): Promise<string[]> {
  const [invalid, pending, counts] = await Promise.all([
    database.query<{ name: string }>(`select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'ws_main'::regnamespace and not (i.indisvalid and i.indisready)`),
    pendingSteps(database),
    database.query<{ versions: number; newest: number; events: number }>(`select count(*) as versions, max(version) as newest, (select count(*) from ws_main._events where kind = 'model.published') as events from ws_main._meta_versions`),
  ])
  const [{ versions, newest, events }] = counts as [{ versions: number; newest: number; events: number }]
  return [
    ...(await drift(database, 'ws_main', live.model)), ...invalid.map(({ name }) => `the index ${name} is invalid`), ...pending.map((line) => `left undone: ${line}`),
    ...(versions === newest && events === versions ? [] : [`${versions} versions, the newest is ${newest}, ${events} of them in the audit trail`]),
    ...(newest === live.version ? [] : [`version ${newest} is stored and ${live.version} is live`]),
  ]
}
export const pendingSteps = async (database: Database): Promise<string[]> =>
  (await database.query<{ line: string }>(`select concat(step->>'name', ' ', error) as line from ws_main._meta_pending_steps where done_at is null order by id`)).map(({ line }) => line)

/** Which document stands in which layer, and each by its very text; the order of the documents is not kept. */
const written = (layers: readonly Layer[]): string => JSON.stringify(layers.map(({ name, label, version, needs, documents, edits }) => [name, label, version, needs, JSON.stringify(edits),
  Object.entries(documents).flatMap(([kind, byKey]) => Object.entries(byKey).map(([key, doc]) => `${kind}/${key} ${JSON.stringify(doc)}`)).sort()]))
export const sameLayers = (a: readonly Layer[], b: readonly Layer[]): boolean => written(a) === written(b)
export const difference = (wanted: readonly string[], found: readonly string[]): string[] =>
  [...found.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`), ...wanted.filter((line) => !found.includes(line)).map((line) => `- ${line}`)].slice(0, 6)
