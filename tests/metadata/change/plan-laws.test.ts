import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diff } from '../../../metadata/change/diff.ts'
import { type Entry, keptBy, keptOf } from '../../../metadata/change/kept.ts'
import { tablesOf } from '../../../metadata/change/physical.ts'
import { plan } from '../../../metadata/change/plan.ts'
import type { Model } from '../../../metadata/model/model.ts'
import { asked, carryOut, empty, inUse } from '../../support/carry-out.ts'
import { compiled, randomLayer } from '../../support/random-model.ts'

describe('a plan', () => {
  it('leads from any model to any other, again and again, whatever waits in quarantine', () => {
    fc.assert(fc.property(fc.array(randomLayer, { minLength: 2, maxLength: 5 }), (models) => {
      const memory = empty()
      let entries: Entry[] = []
      let from: Model | null = null
      for (const to of models.map(compiled)) {
        const { steps } = plan(diff(from, to), { from, to, kept: keptOf(entries) })
        carryOut(memory, steps)
        expect(inUse(memory)).toEqual(asked(tablesOf(to)))
        const { added, removed } = keptBy(steps)
        entries = [...entries.filter((one) => !removed.some((gone) => gone.kind === one.kind && gone.table === one.table && gone.column === one.column && gone.place === one.place)), ...added]
        from = to
      }
    }), { numRuns: 300 })
  }, 60_000)

  it('is empty where nothing changed', () => {
    fc.assert(fc.property(randomLayer, (layer) => {
      const model = compiled(layer)
      expect(diff(model, model)).toEqual([])
      expect(plan([], { from: model, to: model })).toEqual({ steps: [], losses: [] })
    }), { numRuns: 100 })
  })

  it('loses nothing without saying so: every table and column that goes to quarantine is a loss', () => {
    fc.assert(fc.property(randomLayer, randomLayer, (a, b) => {
      const [from, to] = [compiled(a), compiled(b)]
      const { steps, losses } = plan(diff(from, to), { from, to })
      const away = steps.filter(({ kind }) => kind === 'quarantine-table' || kind === 'quarantine-column').length
      expect(losses.filter(({ kind }) => kind === 'entity' || kind === 'field').length).toBe(away)
    }), { numRuns: 200 })
  })
})
