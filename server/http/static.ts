import { createReadStream, existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fail } from './errors.ts'

/** Files built by Vite carry a hash in their name and never change. */
const isHashed = (path: string): boolean => /[/\\]assets[/\\]/.test(path)

/**
 * The front end: its files, and its page for every other address that a browser opens, so that deep links work.
 * Without a built front end only the API answers.
 */
export async function serveFrontEnd(app: FastifyInstance, folder: string | null): Promise<void> {
  const present = folder !== null && existsSync(`${folder}/index.html`)
  if (present) {
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => { route.config = { ...route.config, access: 'public' } })
      await scope.register(fastifyStatic, {
        root: folder, wildcard: false, index: false,
        cacheControl: false,
        setHeaders: (reply, path) => { void reply.header('cache-control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache') },
      })
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (present && isPage(request)) return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(createReadStream(`${folder}/index.html`))
    return refuseUnknown(app, request, reply)
  })
}

const isPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|assets)(\/|\?|$)/.test(request.url) && (request.headers.accept ?? '').includes('text/html')

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
/** A known address asked in a wrong way is 405 with what is allowed; anything else does not exist. */
function refuseUnknown(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): never {
  const path = request.url.split('?')[0]!
  const allowed = methods.filter((method) => method !== request.method && app.findRoute({ method, url: path }) !== null)
  const exact = allowed.length > 0 ? allowed : methods.filter((method) => method !== request.method && hasRoute(app, method, path))
  if (exact.length === 0) fail(404, 'request.unknown_address')
  void reply.header('allow', exact.join(', '))
  fail(405, 'request.method', { allowed: exact.join(', ') })
}
/** The router knows patterns; `findRoute` compares them as text, so the registered patterns are tried one by one. */
function hasRoute(app: FastifyInstance, method: string, path: string): boolean {
  return app.routePatterns.some((route) => route.method === method && route.pattern.test(path))
}
