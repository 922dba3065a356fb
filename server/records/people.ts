import { endAllSessions } from '../access/session-store.ts'
import { changesOf } from './changes.ts'
import type { Draft } from './draft.ts'
import type { Session } from './space.ts'

/** System entity of those who sign in. */
const people = 'user'
/** Fields that decide what a person may do. */
const deciding = ['roles', 'active'] as const

/** Who may do something else now than before signs in again: the sessions end with the change or not at all. */
export async function endSessionsOfChanged(session: Session, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.entity.key !== people || draft.kind !== 'update') continue
    const changes = changesOf(draft)
    if (deciding.some((field) => field in changes)) await endSessions(session, draft.row.id)
  }
}
/** Who is removed is out at once. */
export async function endSessionsOfRemoved(session: Session, { entity, id }: { entity: string; id: string }): Promise<void> {
  if (entity === people) await endSessions(session, id)
}
const endSessions = ({ tx, space }: Session, user: string): Promise<void> => endAllSessions(tx, space.schema, user)
