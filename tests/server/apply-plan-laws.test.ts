import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { diff } from '../../metadata/change/diff.ts'
import { type Entry, keptBy, keptOf } from '../../metadata/change/kept.ts'
import { plan } from '../../metadata/change/plan.ts'
import type { Model } from '../../metadata/model/model.ts'
import { applyPlan, runPendingSteps } from '../../server/db/apply-plan.ts'
import { drift } from '../support/catalogue.ts'
import { testDatabase } from '../support/database.ts'
import { compiled, randomLayer } from '../support/random-model.ts'
import { upgradeWorkspaceSchema } from '../../server/db/system-tables.ts'

const { database, schema } = await testDatabase()
const schemas: string[] = []
afterAll(async () => {
  for (const name of schemas) await database.query(`drop schema if exists "${name}" cascade`)
})

it('PostgreSQL has what the model asks for after every plan, on tables that hold rows', async () => {
  await fc.assert(fc.asyncProperty(fc.array(randomLayer, { minLength: 2, maxLength: 3 }), async (models) => {
    const place = `${schema}_${schemas.length}`
    schemas.push(place)
    await upgradeWorkspaceSchema(database, place)
    await database.query(`insert into "${place}"._meta_versions (version, manifest) values (1, '{}')`)
    let entries: Entry[] = []
    let from: Model | null = null
    for (const to of models.map(compiled)) {
      const { steps } = plan(diff(from, to), { from, to, kept: keptOf(entries) })
      await database.transaction((tx) => applyPlan(tx, steps, { schema: place, version: 1, recompute: async () => {} }))
      await runPendingSteps(database, place)
      expect(await database.query(`select step, error from "${place}"._meta_pending_steps where done_at is null`)).toEqual([])
      expect(await drift(database, place, to)).toEqual([])
      const { added, removed } = keptBy(steps)
      entries = [...entries.filter((one) => !removed.some((gone) => gone.kind === one.kind && gone.table === one.table && gone.place === one.place)), ...added]
      // One row each: a rule that rows break is refused before a plan is carried out.
      for (const { table } of [...to.entities.values()].filter((one) => !one.parent))
        await database.query(`insert into "${place}"."${table}" (id) select gen_random_uuid() where not exists (select from "${place}"."${table}")`)
      from = to
    }
    await database.query(`drop schema "${place}" cascade`)
  }), { numRuns: 30 })
}, 120_000)
