import type { FastifyRequest } from 'fastify'
import type { Row } from '../../metadata/api/records.ts'
import type { Result } from '../../metadata/base/problem.ts'
import type { Entity } from '../../metadata/model/model.ts'
import type { Transaction } from '../db/database.ts'
import { AppError } from '../http/errors.ts'
import type { ShowCurrent } from './begin.ts'
import type { Reading } from './list.ts'
import { notFound } from './refusal.ts'
import type { Reader } from './run-query.ts'
import type { Session, Space } from './space.ts'

type About = Pick<FastifyRequest, 'workspace' | 'actor'>
export function spaceOf({ workspace }: About, now: () => Date): Space {
  return { schema: workspace.schema, database: workspace.database, model: workspace.live().model, rights: (roles) => workspace.rights(roles), now }
}
export const readerOf = (about: About, now: Date): Reader =>
  ({ schema: about.workspace.schema, model: about.workspace.live().model, rights: about.workspace.rights(about.actor.roles), actor: about.actor, now }) as Reader

/** The value, or a refusal with everything that is wrong with the request. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value
  const [first] = result.problems
  throw new AppError(first?.code === 'query.no_export' ? 403 : 400, first?.code ?? 'request.refused', { params: first?.params, problems: result.problems })
}

/** Reads one record as the actor, in the transaction of the write. */
export async function readBack(reading: Reading, about: About, { session, entity, id }: { session: Session; entity: Entity; id: string }): Promise<Row | null> {
  return valueOf(await reading.get(readerOf(about, session.now), entity.key, { id, runner: session.tx as Transaction }))
}
export const showTo = (reading: Reading, about: About, session: Session): ShowCurrent => (entity, id) => readBack(reading, about, { session, entity, id })
export const mustRead = async (reading: Reading, about: About, at: { session: Session; entity: Entity; id: string }): Promise<Row> => {
  const row = await readBack(reading, about, at)
  if (!row) throw notFound(at.entity)
  return row
}
