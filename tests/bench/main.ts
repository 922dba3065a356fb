import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts'
import { compare } from './compare.ts'
import { deepPage, exportMemory, importRate } from './transfers.ts'
import { openWorld } from './world.ts'

/** `npm run bench -- --rows 1000 --seconds 0.5 --rounds 1 --only update`: prints figures, judges nothing. */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: '3' }, connections: { type: 'string', default: '8' },
    import: { type: 'string', default: '10000' }, only: { type: 'string' },
  },
})
const rows = Number(values.rows)
const say = (text: string): void => { process.stdout.write(`${text}\n`) }
const number = (value: number, digits = 0): string => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const folder = mkdtempSync(join(tmpdir(), 'officina-bench-'))
// PostgreSQL may run as another account, which passes through here to its own folder.
chmodSync(folder, 0o711)
const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '256MB' } })
try {
  const world = await openWorld(postgres.connection, rows)
  try {
    say(`${number(rows)} orders, ${values.connections} connections, ${values.rounds} rounds of ${values.seconds} s; answers per second\n`)
    say(`${'operation'.padEnd(30)}${'ours'.padStart(9)}${'by hand'.padStart(9)}${'ratio'.padStart(7)}`)
    await compare(world, {
      seconds: Number(values.seconds), rounds: Number(values.rounds), connections: Number(values.connections), only: values.only,
      told: ({ operation, ours, theirs, failed }) => { say(`${operation.padEnd(30)}${number(ours).padStart(9)}${number(theirs).padStart(9)}${number(ours / theirs, 2).padStart(7)}${failed && `  ${failed}`}`) },
    })
    if (values.only === undefined) {
      const page = await deepPage(world, rows * 0.9)
      say(`\nfirst byte of a page: ${number(page.first, 1)} ms for the first, ${number(page.deep, 1)} ms after ${number(page.rows)} rows (ratio ${number(page.deep / page.first, 2)})`)
      const exported = await exportMemory(world)
      say(`export: ${number(exported.rows)} rows at ${number(exported.rate)} rows/s, memory grew by ${number(exported.grown)} MB`)
      say(`import: ${number(await importRate(world, Number(values.import)))} rows/s (10 columns, two links)`)
    }
  } finally {
    await world.close()
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
