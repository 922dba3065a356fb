import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backup } from '../../server/backup/backup.ts'
import { restore } from '../../server/backup/restore.ts'
import { connectDatabase } from '../../server/db/connect.ts'
import { temporaryFolder } from '../support/command.ts'
import { startTestServer } from '../support/server.ts'

test('a number whose record was purged does not come back after a restore', async () => {
  const { ask, databaseUrl } = await startTestServer({ template: 'empty' })
  const layer = { name: 'shop', label: 'Shop', version: '1.0.0', needs: ['base'], documents: { entity: { bill: { label: 'Bill', fields: { number: { type: 'sequence', label: 'Number', pattern: 'B-{0000}' } } } } }, edits: {} }
  const published = await ask('POST', '/_/publish', { layer, base: (await ask('GET', '/_/publish')).body.version })
  expect(published.body.problems ?? []).toEqual([])
  const numbers: string[] = []
  const make = async () => {
    const { body } = await ask('POST', '/bill', {})
    numbers.push(body.number)
    return body.id as string
  }
  await make()
  const last = await make()
  await ask('DELETE', `/bill/${last}`)
  expect((await ask('DELETE', `/bill/${last}?purge=true`)).status).toBe(204)
  const database = connectDatabase({ connection: databaseUrl, max: 2 })
  const files = join(temporaryFolder(), 'files')
  const target = join(temporaryFolder(), 'main.backup')
  await backup({ database, schema: 'ws_main', workspace: 'main', files, now: new Date() }, target)
  expect(await restore({ database, schema: 'ws_main', files }, target)).toMatchObject({ ok: true })
  await make()
  expect(numbers).toEqual(['B-0001', 'B-0002', 'B-0003'])
  await database.close()
})
