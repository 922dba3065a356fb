import { describe, expect, inject, it } from 'vitest'
import { addressOf } from '../support/open-server.ts'
import { hunt } from './hunt.ts'
import { runPlanted } from './plant.ts'
import type { Suite } from './suite.ts'
import { suites } from './suites.ts'

export interface Small {
  readonly size: number
  readonly seed?: number
  /** Plants that are tried at this size with this seed; all of them by `npm run trust -- NAME --plant NAME`. */
  readonly plants: readonly string[]
  /** Milliseconds for each. */
  readonly timeout?: number
}

/** A suite at a size for every day: nothing is violated, and the faults named here are caught. */
export function describeSuite(name: string, suite: Suite, { size, seed = 20260301, plants, timeout = 60_000 }: Small): void {
  describe(`trust: ${name}`, () => {
    it(`finds no violation in ${size} ${suite.size.flag}`, async () => {
      const told: string[] = []
      const outcome = await hunt(suite, { name, seed, size, connection: inject('postgres'), tell: (text) => told.push(text) })
      expect(told).toEqual([])
      expect(outcome).toMatchObject({ suite: name, seed, violations: 0 })
      expect(outcome.cases).toBeGreaterThan(0)
    }, timeout)
    for (const key of plants)
      it(`catches this fault: ${suite.plants[key]!.says}`, async () => {
        let told = ''
        const code = await runPlanted(suite.plants[key]!, [name, `--${suite.size.flag}`, String(size), '--seed', String(seed)], (text) => (told += text), addressOf(inject('postgres'), 'postgres'))
        expect({ code, told }).toMatchObject({ code: 1 })
      }, timeout)
    it('is run by its name', async () => {
      expect(await suites[name]!()).toBe(suite)
    })
  })
}
