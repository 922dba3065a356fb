import type { FastifyRequest } from 'fastify'
import type { Entity } from '../../metadata/model/model.ts'
import { actorOf, mayAct, type Person, personColumns, userTable } from '../access/people.ts'
import { readBack, readerOf, valueOf } from '../records/request-space.ts'
import type { RecordServices } from '../records/routes.ts'
import type { Session } from '../records/space.ts'

interface Which { readonly entity: Entity; readonly id: string }
interface Asking { readonly services: RecordServices; readonly request: FastifyRequest; readonly session: Session }

/** Those of these people who may read the record now. */
export async function readersAmong({ services, request, session }: Asking, { entity, id }: Which, people: readonly string[]): Promise<Person[]> {
  const users = userTable(request.workspace)
  if (!users || people.length === 0) return []
  const found = await session.tx.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = any($1::uuid[]) and ${mayAct(users)}`, [people])
  const seeing: Person[] = []
  for (const person of found) {
    const about = { workspace: request.workspace, actor: actorOf(person) }
    if ((request.workspace.rights(about.actor.roles).entity(entity.key)?.read.length ?? 0) > 0 && (await readBack(services.reading(request), about, { session, entity, id }))) seeing.push(person)
  }
  return people.flatMap((one) => seeing.find((person) => person.id === one) ?? [])
}

const offered = 8
/** People to mention: whom the asker may see himself, and who may read the record. */
export async function peopleToMention(asking: Asking, which: Which, search: string): Promise<{ id: string; name: string }[]> {
  const { services, request } = asking
  const reader = readerOf(request, services.now())
  if ((reader.rights.entity('user')?.read.length ?? 0) === 0) return []
  const { rows } = valueOf(await services.reading(request).list(reader, 'user', { fields: 'title', size: '24', count: 'none', ...(search ? { search } : {}) }))
  const readers = await readersAmong(asking, which, rows.map((row) => row.id).filter((id) => id !== request.actor.id))
  return readers.slice(0, offered).map(({ id }) => ({ id, name: String(rows.find((row) => row.id === id)?.['title'] ?? '') }))
}
