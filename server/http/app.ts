import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { answerError, fail } from './errors.ts'
import { checkAccess, checkOrigin, type RegisteredRoute, registerRoutes } from './guard.ts'
import { loggerOptions } from './logger.ts'
import { beginRequest, unlessMoved } from './moved.ts'
import { answerNoRequest } from './no-request.ts'
import { parseBodies, securityHeaders } from './security.ts'
import { serveFrontEnd } from './static.ts'
import { type FindWorkspace, type HttpWorkspace, splitUrl } from './workspace.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** All routes with who may call them. */
    readonly registry: readonly RegisteredRoute[]
    /** The same, matched against addresses. */
    readonly routePatterns: readonly { readonly method: string; readonly pattern: RegExp }[]
  }
}

export interface HttpOptions {
  readonly find: FindWorkspace
  /** Who asks: from the session cookie or the API key of the request. */
  readonly identify: (request: FastifyRequest, workspace: HttpWorkspace) => Promise<{ readonly actor: Actor; readonly session: string | null }>
  /** `https://erp.example.com`, without a path; null when not configured. */
  readonly publicUrl: string | null
  /** Folder of the built front end. */
  readonly frontEnd: string | null
  /** Behind a proxy that sets X-Forwarded-For. */
  readonly trustProxy?: boolean
  readonly maxFileSize?: number
  readonly log?: 'silent' | 'info' | 'warn' | 'error'
}
export const guest = (language: Actor['language'] = 'en'): Actor => ({ kind: 'guest', id: null, name: '', roles: [], language, zone: 'UTC' })

/** The workspace that stood in front of each address, until the request is known. */
type Split = WeakMap<object, string | null>

/** The server without routes; capabilities register theirs on it. `await app.ready()` fails when a route says nothing of access. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const split: Split = new WeakMap()
  const app = bareServer(options, split)
  const registry = registerRoutes(app)
  app.decorate('registry', registry)
  app.decorate('routePatterns', { getter: () => registry.map(({ method, url }) => ({ method, pattern: patternOf(url) })) })
  app.decorateRequest('actor')
  app.decorateRequest('workspace')
  app.decorateRequest('session', null)
  app.setErrorHandler(async (error, request, reply) => answerError(await unlessMoved(error, request), request, reply))
  parseBodies(app)
  await securityHeaders(app, options.publicUrl?.startsWith('https:') ?? false)
  await app.register(cookie)
  // One byte more than may be stored: a file that was cut off here is then too large there, and never kept.
  await app.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 10_000, fileSize: (options.maxFileSize ?? 50 * 1_048_576) + 1, headerPairs: 100 } })
  identifyRequests(app, options, split)
  await serveFrontEnd(app, options.frontEnd)
  return app
}

function bareServer(options: HttpOptions, split: Split): FastifyInstance {
  return Fastify({
    logger: loggerOptions(options.log ?? 'info'),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: 1_048_576,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    clientErrorHandler: answerNoRequest,
    // What the router refuses before there is a route.
    frameworkErrors: (error, request, reply) => { void answerError(error, request, reply) },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', useDefaults: true, allErrors: false } },
    rewriteUrl: (raw) => {
      const { workspace, url } = splitUrl(raw.url ?? '/')
      split.set(raw, workspace)
      return url
    },
  })
}

/** Every request gets its workspace and its actor, and only then its route. */
function identifyRequests(app: FastifyInstance, options: HttpOptions, split: Split): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    request.actor = guest()
    if (request.is404 && !request.url.startsWith('/api/')) return
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store')
    const found = await options.find({ host: request.host, prefixed: split.get(request.raw) ?? null })
    if (!found) return request.url.startsWith('/api/') ? fail(404, 'request.unknown_workspace') : undefined
    request.workspace = found
    beginRequest(request)
    if (request.routeOptions.config.access === undefined && !request.is404) fail(403, 'access.forbidden')
    if (!request.url.startsWith('/api/')) return
    checkOrigin(request, options.publicUrl)
    const { actor, session } = await options.identify(request, found)
    request.actor = actor
    request.session = session
    checkAccess(request)
  })
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.replaceAll(/[.$()+?[\]{}|\\^]/g, '\\$&').replaceAll('*', '.*').replaceAll(/:[a-z_]+/gi, '[^/]+')}$`)
