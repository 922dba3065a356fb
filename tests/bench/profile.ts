import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts'
import { operationNames } from './operations.ts'
import { openWorld, type World } from './world.ts'

/** Where the time of each operation goes: processor time of node and of PostgreSQL per request, and the statements with theirs. */
const { values } = parseArgs({ options: { rows: { type: 'string', default: '20000' }, seconds: { type: 'string', default: '2' }, connections: { type: 'string', default: '8' }, only: { type: 'string' }, statements: { type: 'boolean', default: false }, cpu: { type: 'string' } } })
const say = (text: string): void => { process.stdout.write(`${text}\n`) }
const ticks = Number(execFileSync('getconf', ['CLK_TCK']).toString())

const folder = mkdtempSync(join(tmpdir(), 'officina-bench-'))
chmodSync(folder, 0o711)
const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '256MB', ...(values.statements ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' } : {}) } })
const stat = (pid: string): { parent: number; used: number; system: number; ended: number } | null => {
  try {
    const parts = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return { parent: Number(parts[1]), used: (Number(parts[11]) + Number(parts[12])) / ticks * 1000, system: Number(parts[12]) / ticks * 1000, ended: (Number(parts[13]) + Number(parts[14])) / ticks * 1000 }
  } catch { return null }
}
/** Milliseconds of processor time of all that PostgreSQL runs or ran, since the start. */
const ofPostgres = (): number => readdirSync('/proc').filter((one) => /^\d+$/.test(one)).map((pid) => stat(pid)).reduce((sum, one) => sum + (one?.parent === postgres.pid ? one.used : 0), stat(String(postgres.pid))?.ended ?? 0)
const ofNode = (pid: number): { used: number; system: number } => stat(String(pid)) ?? { used: 0, system: 0 }

type Operation = (typeof operationNames)[number]
type Side = 'ours' | 'theirs'
interface Used { answered: number; node: number; /** Of node's: in the operating system. */ system: number; postgres: number; failed: string }

async function load(world: World, operation: Operation, side: Side, seconds: number): Promise<Used> {
  const pid = side === 'ours' ? process.pid : world.hand
  const before = { node: ofNode(pid), postgres: ofPostgres() }
  const { answered, failed, example } = await world.load({ url: world[side], cookie: world.cookie, operation, seconds, connections: Number(values.connections) })
  return { answered, node: ofNode(pid).used - before.node.used, system: ofNode(pid).system - before.node.system, postgres: ofPostgres() - before.postgres, failed: failed > 0 ? example : '' }
}
const sum = (all: readonly Used[]): Used => all.reduce((a, b) => ({ answered: a.answered + b.answered, node: a.node + b.node, system: a.system + b.system, postgres: a.postgres + b.postgres, failed: a.failed || b.failed }))

/** The servers take turns, so that what else the machine does falls on both. */
async function measure(world: World, operation: Operation): Promise<void> {
  const seconds = Number(values.seconds)
  for (const side of ['ours', 'theirs'] as const) await load(world, operation, side, 1.5)
  const rounds: Record<Side, Used[]> = { ours: [], theirs: [] }
  for (let n = 0; n < 3; n++) for (const side of ['ours', 'theirs'] as const) rounds[side].push(await load(world, operation, side, seconds / 2))
  const [ours, theirs] = [sum(rounds.ours), sum(rounds.theirs)]
  for (const [side, { answered, node, system, postgres: database, failed }] of [['ours', ours], ['theirs', theirs]] as const) {
    const per = (ms: number): string => (ms / answered * 1000).toFixed(0).padStart(6)
    say(`${operation.padEnd(30)} ${side.padEnd(7)} ${String(answered).padStart(7)}  node${per(node)} µs (system${per(system)})  PostgreSQL${per(database)} µs  together${per(node + database)} µs  ${failed}`)
  }
  const cost = ({ answered, node, postgres: database }: Used): number => (node + database) / answered
  say(`${''.padEnd(30)} ratio of the time together ${(cost(theirs) / cost(ours)).toFixed(2)}, of node's ${(theirs.node / theirs.answered / (ours.node / ours.answered)).toFixed(2)}`)
  if (values.statements) for (const side of ['ours', 'theirs'] as const) await tellStatements(world, operation, side)
  if (values.cpu) await profile(world, operation, values.cpu)
}

async function tellStatements(world: World, operation: Operation, side: Side): Promise<void> {
  await world.database.query('select pg_stat_statements_reset()')
  const { answered } = await load(world, operation, side, 1)
  say(`${operation} ${side}`)
  for (const row of await world.database.query<{ calls: number; ms: number; plan: number; query: string }>('select calls, total_exec_time + total_plan_time as ms, total_plan_time as plan, query from pg_stat_statements where calls > $1 order by 2 desc limit 25', [Math.floor(answered / 20)])) {
    say(`   ${(row.calls / answered).toFixed(2).padStart(6)} × ${(row.ms / row.calls * 1000).toFixed(0).padStart(6)} µs (plan ${(row.plan / row.calls * 1000).toFixed(0)})  ${row.query.replaceAll(/\s+/g, ' ').slice(0, 160)}`)
  }
}

/** Of our server; the file opens in a browser's developer tools. */
async function profile(world: World, operation: Operation, to: string): Promise<void> {
  const inspector = new Session()
  inspector.connect()
  await inspector.post('Profiler.enable')
  await inspector.post('Profiler.setSamplingInterval', { interval: 200 })
  await inspector.post('Profiler.start')
  await load(world, operation, 'ours', Number(values.seconds))
  const { profile: found } = await inspector.post('Profiler.stop')
  writeFileSync(`${to}-${operation.replaceAll(/\W+/g, '_')}.cpuprofile`, JSON.stringify(found))
  inspector.disconnect()
}

try {
  const world = await openWorld(postgres.connection, Number(values.rows))
  if (values.statements) await world.database.query('create extension pg_stat_statements')
  for (const operation of operationNames.filter((name) => name.includes(values.only ?? ''))) await measure(world, operation)
  await world.close()
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
