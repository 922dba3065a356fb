import { type Operation, operationNames } from './operations.ts'
import type { World } from './world.ts'

export interface Compared { readonly operation: Operation; readonly ours: number; readonly theirs: number; readonly failed: string }
export interface CompareOptions { readonly seconds: number; readonly rounds: number; readonly connections: number; readonly only?: string | undefined; readonly told?: (one: Compared) => void }
interface Side { readonly rates: number[]; failed: string }

/** Answers per second of each operation: the two servers take turns, and the middle of the rounds counts. */
export async function compare(world: World, options: CompareOptions): Promise<Compared[]> {
  const all: Compared[] = []
  for (const operation of operationNames.filter((name) => name.includes(options.only ?? ''))) {
    const sides = { ours: { rates: [], failed: '' } as Side, theirs: { rates: [], failed: '' } as Side }
    const measure = async (side: 'ours' | 'theirs', seconds: number): Promise<void> => {
      const { answered, failed, example, seconds: taken } = await world.load({ url: world[side], cookie: world.cookie, operation, seconds, connections: options.connections })
      sides[side].rates.push(answered / taken)
      if (failed > 0) sides[side].failed = `${side}: ${failed} refused, ${example}`
    }
    // What is compiled, prepared and cached at first use is not what is measured.
    for (const side of ['ours', 'theirs'] as const) await measure(side, Math.min(1, options.seconds))
    for (const side of Object.values(sides)) side.rates.length = 0
    for (let round = 0; round < options.rounds; round++) for (const side of ['ours', 'theirs'] as const) await measure(side, options.seconds)
    const one = { operation, ours: median(sides.ours.rates), theirs: median(sides.theirs.rates), failed: [sides.ours.failed, sides.theirs.failed].filter(Boolean).join('; ') }
    options.told?.(one)
    all.push(one)
  }
  return all
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
