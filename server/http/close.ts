import type { FastifyInstance } from 'fastify'

/** Milliseconds that requests under way get to end. */
const grace = 10_000

/**
 * Takes no new requests, lets those under way end, and then closes. Connections that callers keep open for later requests do
 * not hold it up: one that was busy when the closing began is closed as soon as it is idle.
 */
export async function closeHttp(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const late = setTimeout(() => app.server.closeAllConnections(), grace)
  try {
    await app.close()
  } finally {
    clearInterval(idle)
    clearTimeout(late)
  }
}
