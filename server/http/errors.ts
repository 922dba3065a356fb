import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemDocument, Row } from '../../metadata/api/records.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import { type Code, type Language, type Params, text } from '../../metadata/texts/index.ts'
import { readerLanguage } from './language.ts'

/** A refusal on its way to the edge: a status, a coded sentence, and what is wrong in the body. */
export class AppError extends Error {
  readonly status: number
  readonly code: Code
  readonly params: Params
  readonly problems: readonly Problem[]
  /** 409 of a version conflict: the row as it is now. */
  readonly current: Row | undefined
  /** Seconds to wait before another try. */
  readonly retryAfter: number | undefined
  constructor(status: number, code: Code, more: { params?: Params | undefined; problems?: readonly Problem[] | undefined; current?: Row | undefined; retryAfter?: number | undefined } = {}) {
    super(text('en', code, more.params))
    this.status = status
    this.code = code
    this.params = more.params ?? {}
    this.problems = more.problems ?? []
    this.current = more.current
    this.retryAfter = more.retryAfter
  }
}

/** Refuses the request. Never returns. */
export function fail(status: number, code: Code, params?: Params, problems?: readonly Problem[]): never {
  throw new AppError(status, code, { params, problems })
}

/** What PostgreSQL refuses on its own, in words that tell nothing of its tables. */
const databaseErrors: Readonly<Record<string, readonly [status: number, code: Code]>> = {
  '57014': [503, 'request.timeout'],
  '25P03': [503, 'request.timeout'],
  '55P03': [503, 'request.busy'],
  '40001': [503, 'request.busy'],
  '40P01': [503, 'request.busy'],
  '53300': [503, 'request.busy'],
  '53100': [507, 'request.storage_full'],
  '57P01': [503, 'request.database_away'],
  '57P03': [503, 'request.database_away'],
  '08006': [503, 'request.database_away'],
  ECONNREFUSED: [503, 'request.database_away'],
  ECONNRESET: [503, 'request.database_away'],
  '23505': [409, 'request.conflict'],
  '23503': [409, 'request.conflict'],
  '23P01': [409, 'request.conflict'],
  '22P05': [400, 'request.bad_value'],
  '22021': [400, 'request.bad_value'],
  '22003': [400, 'request.bad_value'],
}
/** What Fastify refuses on its own. */
const frameworkErrors: Readonly<Record<string, readonly [status: number, code: Code]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'request.too_large'],
  FST_REQ_FILE_TOO_LARGE: [413, 'request.too_large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'request.media_type'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'request.json'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'request.json'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'request.json'],
}

/** Whatever was thrown, as a refusal that may be shown. Unexpected things become 500 with the number of the request. */
export function asAppError(error: unknown, request: string): AppError {
  if (error instanceof AppError) return error
  const { code = '', validation, statusCode, message } = error as Partial<FastifyError>
  if (validation) return new AppError(400, 'request.invalid', { params: { detail: message ?? '' } })
  const known = databaseErrors[code] ?? frameworkErrors[code]
  if (known) return new AppError(known[0], known[1], { retryAfter: known[0] === 503 ? 1 : undefined })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new AppError(statusCode, 'request.refused')
  return new AppError(500, 'request.internal', { params: { request } })
}

export function problemDocument(error: AppError, request: string, language: Language): ProblemDocument {
  return {
    type: 'about:blank',
    title: text(language, titleOf(error.status)),
    status: error.status,
    detail: text(language, error.code, error.params),
    code: error.code,
    request,
    ...(error.problems.length > 0 ? { problems: error.problems.map((p) => ({ ...p, message: text(language, p.code, p.params) })) } : {}),
    ...(error.current ? { current: error.current } : {}),
  }
}

const titles: Readonly<Record<number, Code>> = {
  401: 'request.title_sign_in', 403: 'request.title_forbidden', 404: 'request.title_not_found', 405: 'request.title_method',
  409: 'request.title_conflict', 412: 'request.title_conflict', 413: 'request.title_too_large', 429: 'request.title_too_many',
}
const titleOf = (status: number): Code => titles[status] ?? (status >= 500 ? 'request.title_server' : 'request.title_refused')

/** The one place where a failure becomes an answer. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = asAppError(thrown, request.id)
  if (error.status >= 500) request.log.error({ err: logged(thrown) }, 'request failed')
  if (error.retryAfter !== undefined) void reply.header('retry-after', String(error.retryAfter))
  return reply.code(error.status).header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store').send(JSON.stringify(problemDocument(error, request.id, readerLanguage(request))))
}
/** Details of a database error hold values of rows (`Key (email)=(…) already exists`): they stay out of the log. */
function logged(thrown: unknown): unknown {
  const { name, message, code, stack } = thrown as Partial<FastifyError>
  return { name, message, code, stack }
}
