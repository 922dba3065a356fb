import { readFileSync } from 'node:fs'
import { describe, expect, inject, it } from 'vitest'
import { hunt } from './hunt.ts'
import type { Suite } from './suite.ts'
import { suites } from './suites.ts'

export interface Small {
  readonly size: number
  readonly seed?: number
  /** Milliseconds. */
  readonly timeout?: number
}

/** A suite at a size for every day. That it catches its plants is shown by `npm run trust:planted`. */
export function describeSuite(name: string, suite: Suite, { size, seed = 20260301, timeout = 180_000 }: Small): void {
  describe(`trust: ${name}`, () => {
    it(`finds no violation in ${size} ${suite.size.flag}`, async () => {
      const told: string[] = []
      const outcome = await hunt(suite, { name, seed, size, connection: inject('postgres'), tell: (text) => told.push(text) })
      expect(told).toEqual([])
      expect(outcome).toMatchObject({ suite: name, seed, violations: 0 })
      expect(outcome.cases).toBeGreaterThan(0)
    }, timeout)
    it('is run by its name', async () => {
      expect(await suites[name]!()).toBe(suite)
    })
    it.each(Object.entries(suite.plants))('has one place for the planted fault %s', (_, { file, find, replace }) => {
      expect(readFileSync(file, 'utf8').split(find).length - 1).toBe(1)
      expect(replace).not.toBe(find)
    })
  })
}
