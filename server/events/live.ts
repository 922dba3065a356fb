import type { Database } from '../db/database.ts'
import { listenOn } from '../db/listening.ts'
import { type Notice, type Presence, channel } from './append.ts'

export interface LiveEvent { readonly seq: number; readonly entity: string; readonly record: string; readonly kind: string; readonly version: number | null }
export type Hear = (schema: string, events: readonly LiveEvent[]) => void
/** Somebody came to a record, edits a field of it, or left. */
export type HearPresence = (schema: string, presence: Presence) => void
/** Some of these people's notices have changed. */
export type HearPeople = (schema: string, people: readonly string[]) => void
export interface Live {
  /** Told of every event of every workspace of this database, after its commit. Answers how to stop. */
  subscribe(hear: Hear): () => void
  subscribePeople(hear: HearPeople): () => void
  subscribePresence(hear: HearPresence): () => void
  close(): Promise<void>
}

const columns = 'seq, entity, record, kind, version'
const table = (schema: string): string => `"${schema.replaceAll('"', '""')}"._events`

/** One listening connection for the process. */
export function listen(database: Database, report: (error: Error) => void): Live {
  const hearers = new Set<Hear>()
  const ofPeople = new Set<HearPeople>()
  const ofPresence = new Set<HearPresence>()
  const tell = async (payload: string): Promise<void> => {
    const notice = JSON.parse(payload) as Notice
    const { schema } = notice
    if ('people' in notice) {
      for (const hear of ofPeople) hear(schema, notice.people)
      return
    }
    if ('presence' in notice) {
      for (const hear of ofPresence) hear(schema, notice.presence)
      return
    }
    if (hearers.size === 0) return
    const events = await database.query<LiveEvent>(`select ${columns} from ${table(schema)} where seq between $1 and $2 and record is not null order by seq limit 10000`, [notice.from, notice.to])
    for (const hear of hearers) hear(schema, events)
  }
  const listening = listenOn(database, { channel, report, heard: (payload) => { tell(payload).catch(report) } })
  const joined = <H>(to: Set<H>) => (hear: H): (() => void) => {
    to.add(hear)
    return () => { to.delete(hear) }
  }
  return {
    subscribe: joined(hearers),
    subscribePeople: joined(ofPeople),
    subscribePresence: joined(ofPresence),
    close: listening.close,
  }
}

/**
 * Events since the last one that a client saw. Numbers are given before transactions commit, so some earlier ones are sent again:
 * hearing twice that something changed is harmless, missing it is not.
 */
export const since = (database: Database, schema: string, last: number): Promise<LiveEvent[]> =>
  database.query<LiveEvent>(`select ${columns} from ${table(schema)} where record is not null and (seq > $1 or (seq > $1 - 500 and at > now() - interval '1 minute')) order by seq limit 1000`, [last])
