import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Step } from '../../metadata/change/step.ts'
import { finishPendingSteps } from '../../server/db/apply-plan.ts'
import { testDatabase } from '../support/database.ts'

const { database, schema } = await testDatabase({ system: true })
beforeAll(async () => {
  await database.query(`insert into "${schema}"._meta_versions (version, manifest, plan, note) values (1, '{"layers": []}', '[]', '')`)
  await database.query(`create table "${schema}".item (id uuid, title text)`)
})
afterEach(() => database.query(`delete from "${schema}"._meta_pending_steps`))

const wait = (table: string, name: string): Promise<unknown> => {
  const step: Step = { kind: 'create-index', table, name, columns: ['title'], method: 'btree', concurrent: true }
  return database.query(`insert into "${schema}"._meta_pending_steps (version, step) values (1, $1)`, [JSON.stringify(step)])
}
const built = async (name: string): Promise<boolean> => (await database.query(`select 1 from pg_indexes where schemaname = $1 and indexname = $2`, [schema, name])).length > 0
const leftUndone = async (): Promise<number> => (await database.query(`select 1 from "${schema}"._meta_pending_steps where done_at is null`)).length
async function finished(): Promise<void> {
  for (let n = 0; n < 100 && (await leftUndone()) > 0; n++) await sleep(100)
}

describe('indexes that wait', () => {
  test('are built although whoever was at it ends without finishing', async () => {
    await wait('item', '_i_left')
    const other = await database.pool.connect()
    await other.query(`select pg_advisory_lock(hashtext('officina.pending'), hashtext($1))`, [schema])
    await finishPendingSteps(database, schema)
    expect(await built('_i_left')).toBe(false)
    other.release(true)
    await finished()
    expect(await built('_i_left')).toBe(true)
  })
  test('are tried again when a build failed', async () => {
    await wait('late', '_i_late')
    await wait('item', '_i_other')
    await finishPendingSteps(database, schema)
    expect([await built('_i_late'), await built('_i_other')]).toEqual([false, true])
    await database.query(`create table "${schema}".late (id uuid, title text)`)
    await finished()
    expect(await built('_i_late')).toBe(true)
  })
})
