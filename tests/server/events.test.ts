import { Readable } from 'node:stream'
import { expect, test, afterAll } from 'vitest'
import type { Actor } from '../../server/access/actor.ts'
import { listen, type LiveEvent, since } from '../../server/events/live.ts'
import { history } from '../../server/events/history.ts'
import { mentionsIn } from '../../server/comments/service.ts'
import { fromSafe, toSafe } from '../../server/records/formula-safe.ts'
import { importRows } from '../../server/records/import.ts'
import { formatNumber } from '../../server/records/number-pattern.ts'
import { createRecords, openSession } from '../../server/records/service.ts'
import type { Session, Space } from '../../server/records/space.ts'
import { testDatabase } from '../support/database.ts'
import { createTables, entity, modelOf } from '../support/records-model.ts'

const { database, schema } = await testDatabase({ system: true })
const region = entity('region', { code: ['text', { unique: true }] })
const customer = entity('customer', { name: ['text'], region: ['link', { to: 'region' }], area: ['link', { to: 'region' }], ...Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`f${i}`, ['text'] as [string]])) })
const model = modelOf(region, customer)
await database.query(createTables(schema, model))
const actor: Actor = { kind: 'system', id: null, name: 'test', roles: [], language: 'en', zone: 'UTC' }
const space: Space = { schema, database, model, rights: () => ({ roles: '', entity: () => null }), now: () => new Date() }
const live = listen(database, () => {})
afterAll(() => live.close())
const as = <T>(work: (session: Session) => Promise<T>): Promise<T> => database.transaction((tx) => work(openSession(space, tx, actor)))

test('a listener hears of a change after its commit, and of none that was rolled back', async () => {
  const heard: LiveEvent[] = []
  await new Promise((done) => setTimeout(done, 200))
  const stop = live.subscribe((_, events) => heard.push(...events))
  await as(async (s) => { await createRecords(s, region, [{ data: { code: 'never' } }]); throw new Error('rolled back') }).catch(() => {})
  const [id] = await as((s) => createRecords(s, region, [{ data: { code: 'north' } }]))
  await expect.poll(() => heard.map(({ record, kind }) => [record, kind])).toEqual([[id, 'created']])
  expect((await since(database, schema, 0)).map(({ record }) => record)).toContain(id)
  expect((await as((s) => history(s, region, { id: id!, held: [0] })))[0]!.changes).toEqual({ code: [null, 'north'] })
  stop()
})

test('an import resolves links by unique keys and says what is wrong with each row', async () => {
  const csv = `name,region\nAda,north\nBob,nowhere\n`
  const done = await as((s) => importRows(s, { entity: customer, csv: Readable.from([csv]) }))
  expect([done.created, done.refused.map(({ row, problems }) => [row, problems[0]!.code])]).toEqual([1, [[3, 'import.no_match']]])
})

test('ten columns with two links are imported in bulk', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `n${i},north,north,a,b,c,d,e,f,g`)
  const started = performance.now()
  const done = await as((s) => importRows(s, { entity: customer, csv: Readable.from([['name,region,area,f0,f1,f2,f3,f4,f5,f6', ...rows].join('\n')]) }))
  console.log(`import: ${Math.round(5000 / ((performance.now() - started) / 1000))} rows/s`)
  expect(done.created).toBe(5000)
})

test('cells that a spreadsheet would run are exported as text and come back as they were', () => {
  for (const text of ['=1+1', '+cmd', '-2+3', '@x', '\t=1', "'=1", "''=1", '＝1', '-5', '+5.5', 'plain', "'plain", '']) expect(fromSafe(toSafe(text))).toBe(text)
  expect([toSafe('=1+1'), toSafe('-5')]).toEqual(["'=1+1", '-5'])
})

test('a number pattern takes the date and fills up zeros', () => expect(formatNumber('SO-{date:YYYY}-{0000}', 42, '2026-03-01')).toBe('SO-2026-0042'))
test('a comment calls the people that it names', () => expect(mentionsIn('Hi @[Ann](0199c4a0-0000-7000-8000-000000000001)')).toEqual(['0199c4a0-0000-7000-8000-000000000001']))
