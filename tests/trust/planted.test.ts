import { describe, expect, inject, it } from 'vitest'
import { addressOf } from '../support/open-server.ts'
import { runPlanted } from './plant.ts'
import { suites } from './suites.ts'

/** Cases that are enough to meet a fault. */
const sizes: Readonly<Record<string, number>> = { oracle: 300, noninterference: 200, routes: 1, kth: 150, kill: 3, fuzz: 1000, edit: 80, idem: 50, migrate: 40 }

for (const [name, load] of Object.entries(suites)) {
  const suite = await load()
  describe(`trust: ${name}`, () => {
    it.each(Object.entries(suite.plants))('catches %s', async (_, plant) => {
      const { size, seed } = plant.met ?? { size: sizes[name]!, seed: 20260301 }
      let told = ''
      const code = await runPlanted(plant, [name, `--${suite.size.flag}`, String(size), '--seed', String(seed)], (text) => (told += text), addressOf(inject('postgres'), 'postgres'))
      expect({ code, told }).toMatchObject({ code: 1 })
    }, 600_000)
  })
}
