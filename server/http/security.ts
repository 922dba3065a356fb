import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { fail } from './errors.ts'

/** Scripts, styles and requests of our own only. The style attribute is set through the DOM (CSSOM), which needs no exception. */
export const contentPolicy = {
  'default-src': ["'none'"], 'script-src': ["'self'"], 'style-src': ["'self'"], 'img-src': ["'self'", 'blob:', 'data:'],
  'connect-src': ["'self'"], 'font-src': ["'self'"], 'manifest-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'self'"],
  'frame-ancestors': ["'none'"], 'require-trusted-types-for': ["'script'"],
}

/** All answers say the same, so it is worked out once. */
export async function securityHeaders(app: FastifyInstance, https: boolean): Promise<void> {
  const headers = await helmetHeaders(https)
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers)
    done()
  })
}

/** What Helmet would set for each request anew. */
async function helmetHeaders(https: boolean): Promise<Record<string, string>> {
  const bare = Fastify()
  await bare.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  bare.get('/', async (_, reply) => reply.code(204).send())
  const { headers } = await bare.inject('/')
  await bare.close()
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (['date', 'connection', 'content-length'].includes(name) ? [] : [[name, String(value)]])))
}

const deepest = 32
/** Answers true where the JSON nests deeper than we read; looks at text outside of strings only. */
export function tooDeep(json: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < json.length; i++) {
    const c = json.charCodeAt(i)
    if (quoted) {
      if (c === 92) i++
      else if (c === 34) quoted = false
    } else if (c === 34) quoted = true
    else if (c === 91 || c === 123) { if (++depth > deepest) return true }
    else if (c === 93 || c === 125) depth--
  }
  return false
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])
/** JSON of limited depth; keys that could reach a prototype are refused, not dropped. */
export function parseJson(_request: FastifyRequest, body: string): unknown {
  if (body === '') return undefined
  if (tooDeep(body)) fail(400, 'request.too_deep')
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    fail(400, 'request.json')
  }
  if (/"(?:__proto__|constructor|prototype)"|\\u00/.test(body) && reachesPrototype(value)) fail(400, 'request.json')
  return value
}
function reachesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, item]) => (!Array.isArray(value) && forbidden.has(key)) || reachesPrototype(item))
}

/** Takes over the parsing of JSON bodies. */
export function parseBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    try {
      done(null, parseJson(request, body as string))
    } catch (error) {
      done(error as Error)
    }
  })
}
