import { parseArgs } from 'node:util'
import { startTestPostgres } from '../support/test-postgres.ts'
import { hunt } from './hunt.ts'
import { runPlanted } from './plant.ts'
import { suites } from './suites.ts'

/**
 * `npm run trust -- NAME [--cases N | --rounds N | --requests N] [--seed N] [--plant NAME | --plants]`
 *
 * The last line is one JSON object `{suite, seed, cases, violations, seconds}`. Ends with 0 when nothing was violated, 1 when
 * something was, 2 when it could not run. With `--plant` the fault of that name is put in first, so 1 means that it was caught.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string' }, rounds: { type: 'string' }, requests: { type: 'string' }, seed: { type: 'string' }, plant: { type: 'string' }, plants: { type: 'boolean', default: false },
  },
})
const say = (text: string): void => { process.stdout.write(text.endsWith('\n') ? text : `${text}\n`) }

const [name = ''] = positionals
process.exit(await main())

async function main(): Promise<number> {
  const load = Object.hasOwn(suites, name) ? suites[name] : undefined
  if (!load) {
    say(`Which suite? ${Object.keys(suites).join(', ')}`)
    return 2
  }
  const suite = await load()
  if (values.plants) {
    for (const [key, { says }] of Object.entries(suite.plants)) say(`${key}: ${says}`)
    return 0
  }
  if (values.plant !== undefined) return planted(suite.plants, values.plant)
  const postgres = await startTestPostgres()
  try {
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
    const outcome = await hunt(suite, { name, seed, size: Number(values[suite.size.flag] ?? suite.size.usual), connection: postgres.connection, tell: say })
    say(JSON.stringify(outcome))
    return outcome.violations > 0 ? 1 : 0
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 2
  } finally {
    await postgres.stop()
  }
}

async function planted(plants: Awaited<ReturnType<(typeof suites)[string]>>['plants'], key: string): Promise<number> {
  const plant = Object.hasOwn(plants, key) ? plants[key] : undefined
  if (!plant) {
    say(`Which plant? ${Object.keys(plants).join(', ')}`)
    return 2
  }
  const kept = (['cases', 'rounds', 'requests', 'seed'] as const).flatMap((flag) => (values[flag] === undefined ? [] : [`--${flag}`, values[flag]]))
  return runPlanted(plant, [name, ...kept], say)
}
