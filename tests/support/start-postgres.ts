import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts'

/** A process that starts PostgreSQL in the folder given, says how, and stays until it is told to end. */
const server = await startEmbeddedPostgres({ folder: process.argv[2] ?? '', durable: false })
process.stdout.write(`${JSON.stringify({ pid: server.pid, attached: server.attached })}\n`)
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
setInterval(() => {}, 1000)
