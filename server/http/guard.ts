import { Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifyRequest, FastifySchema, RouteOptions } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { AppError, fail } from './errors.ts'
import { strict } from './schema.ts'
import type { HttpWorkspace } from './workspace.ts'

/** Who may call a route. `record`: anybody known or not; the query compiler and the write pipeline decide by record and field. */
export const accesses = ['public', 'signed-in', 'administrator', 'designer', 'record'] as const
export type Access = (typeof accesses)[number]
export interface RegisteredRoute { readonly method: string; readonly url: string; readonly access: Access; readonly upload: boolean; readonly schema: FastifySchema | null }

declare module 'fastify' {
  interface FastifyContextConfig { access?: Access; upload?: boolean }
  interface FastifyRequest {
    actor: Actor
    workspace: HttpWorkspace
    /** Hash of the session's token; null for API keys and guests. */
    session: string | null
  }
}

/** One of these roles is needed; null: none. */
const needed: { readonly [A in Access]: readonly string[] | null } = {
  public: null, record: null, 'signed-in': null, administrator: ['administrator'], designer: ['administrator', 'designer'],
}
/** May somebody who is signed in and has these roles call such a route? */
export const mayCall = (access: Access, roles: readonly string[]): boolean => needed[access]?.some((role) => roles.includes(role)) ?? true

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Of a route that takes no body. */
export const noBody = Type.Union([Type.Null(), strict({})])
/** A route takes what its schemas name and nothing else: of what it says nothing, nothing may be sent. */
function close(route: RouteOptions): void {
  const body = ![route.method].flat().every((method) => safe.has(method)) && route.config?.upload !== true
  route.schema = { querystring: strict({}), ...(body ? { body: noBody } : {}), ...route.schema }
}

/** Collects the routes; one that does not say who may call it stops the start. Looked at when all are there, since plugins may say it late. */
export function registerRoutes(app: FastifyInstance): RegisteredRoute[] {
  const added: RouteOptions[] = []
  const routes: RegisteredRoute[] = []
  app.addHook('onRoute', (route: RouteOptions) => {
    if (route.url.startsWith('/api/')) close(route)
    added.push(route)
  })
  app.addHook('onReady', async () => {
    for (const route of added) {
      const access = route.config?.access
      if (!access) throw new Error(`Route ${String(route.method)} ${route.url} does not say who may call it (config.access).`)
      for (const method of [route.method].flat()) routes.push({ method, url: route.url, access, upload: route.config?.upload === true, schema: route.schema ?? null })
    }
  })
  return routes
}

/** The decision is made from the route object itself, never from the text of the address. */
export function checkAccess(request: FastifyRequest): void {
  if (request.is404) return
  const access = request.routeOptions.config.access
  if (!access) fail(403, 'access.forbidden')
  if (access !== 'public' && request.actor.kind === 'guest') fail(401, 'access.sign_in')
  if (!mayCall(access, request.actor.roles)) fail(403, 'access.forbidden')
}

/**
 * A browser sends cookies with requests that other sites make. What changes state therefore needs our header, a content type that no
 * plain form can send, and a browser that names our own site as the origin. API keys are no cookies and need none of it.
 */
export function checkOrigin(request: FastifyRequest, ownOrigin: string | null): void {
  if (safe.has(request.method) || request.is404 || request.headers.authorization) return
  const { headers } = request
  const refuse = (): never => { throw new AppError(403, 'access.foreign_origin') }
  if (headers['x-officina'] !== '1') refuse()
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') refuse()
  if (headers.origin !== undefined && !sameOrigin(headers.origin, headers.host ?? '', ownOrigin)) refuse()
  const type = String(headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  const upload = request.routeOptions.config.upload === true && type === 'multipart/form-data'
  if (hasBody(request) && type !== 'application/json' && !upload) fail(415, 'request.media_type')
}
const hasBody = ({ headers }: FastifyRequest): boolean => Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined

function sameOrigin(origin: string, host: string, ownOrigin: string | null): boolean {
  if (ownOrigin !== null && origin === ownOrigin) return true
  try { return new URL(origin).host === host } catch { return false }
}
