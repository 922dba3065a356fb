import type { FastifyServerOptions } from 'fastify'

/** Structured logs that never hold what opens a door: no cookies, keys, passwords or tokens, and no query of an address. */
export const loggerOptions = (level: 'silent' | 'info' | 'warn' | 'error'): Exclude<FastifyServerOptions['logger'], boolean | undefined> => ({
  level,
  redact: { paths: ['req.headers.cookie', 'req.headers.authorization', 'headers.cookie', 'headers.authorization', '*.password', '*.token', '*.secret'], censor: '[hidden]' },
  serializers: {
    req: (request) => ({ method: request.method, path: (request.url ?? '').split('?')[0], ip: request.ip }),
    res: (reply) => ({ status: reply.statusCode }),
  },
})
