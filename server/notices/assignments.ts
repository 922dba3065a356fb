import type { Draft, Writing } from '../records/draft.ts'
import { type Notice, notify } from './notify.ts'

/** Whoever is newly named in a field of a record that links to people is told, in the transaction of that write. */
export async function noticeAssigned({ session, tops }: Writing): Promise<void> {
  await notify(session, tops.flatMap((draft) => assigned(draft, session.actor.kind === 'user' ? session.actor.id : null)))
}

function assigned({ entity, row, old, kind }: Draft, by: string | null): Notice[] {
  return [...entity.fields.values()].flatMap((field) => {
    const { relation, key } = field
    if ((relation?.kind !== 'link' && relation?.kind !== 'links') || relation.to !== 'user' || field.columns.length + (field.joinTable ? 1 : 0) === 0) return []
    const before = kind === 'create' ? [] : people(old?.[key])
    return people(row[key]).filter((person) => !before.includes(person)).map((person) => ({ person, kind: 'assigned' as const, entity: entity.key, record: row.id, by, field: key }))
  })
}
const people = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [])
