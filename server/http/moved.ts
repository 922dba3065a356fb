import type { FastifyRequest } from 'fastify'
import type { Transaction } from '../db/database.ts'
import { quote } from '../db/ddl.ts'
import { AppError } from './errors.ts'

/** No such column, no such table; a prepared statement whose columns have other types now. */
const missing = new Set(['42703', '42P01', '0A000'])
const began = new WeakMap<FastifyRequest, string>()

/** Remembers which model the request begins with. */
export const beginRequest = (request: FastifyRequest): void => { began.set(request, request.workspace.live().version) }

/** A request that met tables which a publish changed meanwhile was carried out in no part, and may be sent again: then it means the new ones. */
export async function unlessMoved(error: unknown, request: FastifyRequest): Promise<unknown> {
  const version = began.get(request)
  if (version === undefined || !missing.has(String((error as { code?: unknown } | null)?.code))) return error
  const newest = await request.workspace.newest?.().catch(() => undefined)
  return newest === undefined || newest === version ? error : again()
}
const again = (): AppError => new AppError(503, 'request.busy', { retryAfter: 1 })

/**
 * Before a write is committed: refuses it when a newer model than the one it was made by is published. The tables that it wrote to
 * hold a publish off until it ends, so that none comes in between.
 */
export async function mustBeLive(tx: Transaction, { workspace }: Pick<FastifyRequest, 'workspace'>, version: string): Promise<void> {
  const newer = await tx.query(`select 1 from ${quote(workspace.schema)}._meta_versions where version > $1 limit 1`, [Number(version)], `newer_${workspace.schema}`.slice(0, 63))
  if (newer.length === 0) return
  workspace.newest?.().catch(() => {})
  throw again()
}
