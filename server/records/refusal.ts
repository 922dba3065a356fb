import type { Row as WireRow } from '../../metadata/api/records.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import type { Entity } from '../../metadata/model/model.ts'
import type { Code, Params } from '../../metadata/texts/index.ts'
import { AppError } from '../http/errors.ts'

/** Refusals end a write: they are thrown inside the transaction, so that it rolls back. */
export const refuse = (status: number, code: Code, params: Params = {}): AppError => new AppError(status, code, { params })
/** Everything that is wrong with a request, at once. */
export const invalid = (problems: readonly Problem[], status = 400): AppError => new AppError(status, 'record.invalid', { params: { count: problems.length }, problems })
export const notFound = (entity: Pick<Entity, 'label'>): AppError => refuse(404, 'record.not_found', { entity: entity.label })
export const conflict = (entity: Entity, current: WireRow | null): AppError => new AppError(409, 'record.changed', { params: { entity: entity.label }, current: current ?? undefined })
