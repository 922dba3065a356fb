import { afterAll, expect, test } from 'vitest'
import { listJobs, putJob, retryJob } from '../../server/jobs/job-store.ts'
import { createJobs } from '../../server/jobs/service.ts'
import { testDatabase } from '../support/database.ts'
import { smallWorkspace } from '../support/http.ts'

const { database, schema, connection } = await testDatabase({ system: true })
const workspace = await smallWorkspace(database, schema)
await database.query(`create table "${schema}".effect (job bigint)`)
const make = () => createJobs({ connection, redisUrl: null, workspaces: () => [workspace], report: (error) => console.error(error), every: 100, queue: `q_${schema}` })
const nodes = [make(), make()]
let broken = true
for (const node of nodes) {
  node.defineJob('count', { kind: 'database', run: async ({ tx, job }) => { await tx.query(`insert into "${schema}".effect values ($1)`, [job.id]) } })
  node.defineJob('fail', { kind: 'outward', run: async () => { if (broken) throw new Error('not reachable') } })
  await node.start()
}
afterAll(() => Promise.all(nodes.map((node) => node.stop())))
const until = async (done: () => Promise<boolean>) => { for (let i = 0; i < 150 && !(await done()); i++) await new Promise((resolve) => setTimeout(resolve, 100)) }
const states = async () => (await listJobs(database, schema, { state: null, before: null })).map(({ state }) => state)

test('two nodes do each job once, and what was rolled back never', async () => {
  await database.transaction(async (tx) => { for (let i = 0; i < 50; i++) await putJob(tx, schema, { topic: 'count', payload: {} }) })
  await database.transaction(async (tx) => { await putJob(tx, schema, { topic: 'count', payload: {} }); throw new Error('no') }).catch(() => null)
  await until(async () => (await states()).every((state) => state === 'done'))
  expect(await database.query(`select count(*) as n, count(distinct job) as jobs from "${schema}".effect`)).toEqual([{ n: 50, jobs: 50 }])
})
test('a job that fails says why, waits, and is done when it is tried again', async () => {
  const id = await putJob(database, schema, { topic: 'fail', payload: {} })
  const read = async () => (await listJobs(database, schema, { state: null, before: null })).find((job) => job.id === id)!
  await until(async () => (await read()).error !== null)
  expect(await read()).toMatchObject({ state: 'waiting', error: 'not reachable' })
  broken = false
  await retryJob(database, schema, id)
  await until(async () => (await read()).state === 'done')
  expect(await read()).toMatchObject({ state: 'done', error: null })
})
