import { describe, expect, inject, it } from 'vitest'
import { addressOf } from '../support/open-server.ts'
import { runPlanted } from './plant.ts'
import { suites } from './suites.ts'

/** Cases that are enough to meet a fault; each was seen to catch all plants of its suite. */
const sizes: Readonly<Record<string, { readonly size: number; readonly seed?: number }>> = {
  oracle: { size: 300 }, noninterference: { size: 200 }, routes: { size: 1 }, kth: { size: 150 }, kill: { size: 3 }, fuzz: { size: 1000 }, edit: { size: 80 }, idem: { size: 50 }, migrate: { size: 40, seed: 13 },
}

for (const [name, load] of Object.entries(suites)) {
  const suite = await load()
  const { size, seed = 20260301 } = sizes[name]!
  describe(`trust: ${name}`, () => {
    it.each(Object.entries(suite.plants))('catches %s', async (_, plant) => {
      let told = ''
      const code = await runPlanted(plant, [name, `--${suite.size.flag}`, String(size), '--seed', String(seed)], (text) => (told += text), addressOf(inject('postgres'), 'postgres'))
      expect({ code, told }).toMatchObject({ code: 1 })
    }, 600_000)
  })
}
