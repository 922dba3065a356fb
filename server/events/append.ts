import { statementName } from '../db/statement-name.ts'
import type { Session } from '../records/space.ts'
import { tableOf } from '../records/space.ts'

/** What happened to one record. `changes` by field key: `[was, is]`, lines as a whole. */
export interface NewEvent {
  readonly entity: string | null
  readonly record: string | null
  readonly kind: string
  readonly version: number | null
  readonly changes: Readonly<Record<string, unknown>> | null
}
export const channel = 'officina_events'
/** A page of a person shows a record, and edits a field of it (by key), or not any more. */
export interface Presence { readonly entity: string; readonly record: string; readonly tab: string; readonly person: string; readonly name: string; readonly field: string | null; readonly gone: boolean }
/** Sent on commit: numbers of the new events of a workspace, from and to; or the people who have new notices; or who looks at a record. */
export type Notice = { readonly schema: string } & ({ readonly from: number; readonly to: number } | { readonly people: readonly string[] } | { readonly presence: Presence })

/** Appends in the transaction of the change; listeners on every node hear of it when it commits. */
export async function appendEvents(session: Pick<Session, 'tx' | 'space' | 'actor'>, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const { tx, space, actor } = session
  const [event, more] = events
  const rows = more
    ? `select $2, $3, $4, entity, record, kind, version, changes from json_to_recordset($1::json) as x(entity text, record uuid, kind text, version integer, changes jsonb)`
    : `values ($2, $3, $4, $6::text, $7::uuid, $8::text, $9::integer, nullif($1::jsonb, 'null'))`
  const single = more || !event ? [] : [event.entity, event.record, event.kind, event.version]
  const text = `with added as (
      insert into ${tableOf(space, '_events')} (actor_kind, actor_id, actor_name, entity, record, kind, version, changes)
      ${rows}
      returning seq)
    select pg_notify('${channel}', json_build_object('schema', $5::text, 'from', min(seq), 'to', max(seq))::text) from added`
  await tx.query(text, [JSON.stringify(more ? events : (event?.changes ?? null)), actor.kind, actor.id, actor.name, space.schema, ...single], statementName(text))
}
