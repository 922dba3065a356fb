import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { type WorkspaceRow, readWorkspaces } from '../../server/workspaces/store.ts'
import { resolveName } from '../../server/workspaces/resolve.ts'
import { createWorkspaces } from '../../server/workspaces/service.ts'
import { testDatabase } from '../support/database.ts'

const { database } = await testDatabase()
const name = `t_${newId().slice(-12)}`
afterAll(async () => {
  await database.query(`drop schema if exists "ws_${name}" cascade`)
  await database.query('delete from officina.workspaces where name = $1', [name])
})

test('a workspace is made once, loaded once, and another may not take its host', async () => {
  let loaded = 0
  const workspaces = createWorkspaces({ database, load: async () => ++loaded })
  const host = `${name}.example.com`.replaceAll('_', '-')
  expect(await workspaces.create(name, { label: 'Test', hosts: [host.toUpperCase()] })).toMatchObject({ ok: true, value: { schema: `ws_${name}`, hosts: [host] } })
  expect(await workspaces.create(name)).toMatchObject({ ok: false, problems: [{ code: 'workspace.exists' }] })
  expect(await workspaces.create(`${name}b`, { hosts: [host] })).toMatchObject({ ok: false, problems: [{ code: 'workspace.host_taken' }] })
  expect(await workspaces.create('Bad name')).toMatchObject({ ok: false, problems: [{ code: 'workspace.bad_name' }] })
  const [one, two] = await Promise.all([workspaces.open(name), workspaces.open(name)])
  expect([one?.state, two?.state, loaded]).toEqual([1, 1, 1])
  expect(await workspaces.resolve({ host: `${host}:3000`, prefixed: null })).toBe(name)
  expect(await workspaces.open(`${name}x`)).toBe(null)
  expect((await readWorkspaces(database)).filter((row) => row.name === name)).toHaveLength(1)
})

describe('the workspace of a request', () => {
  const row = (workspace: string, ...hosts: string[]): WorkspaceRow => ({ name: workspace, schema: `ws_${workspace}`, label: workspace, hosts })
  const rows = [row('main'), row('north'), row('south', 'south.example.com')]
  const cases: [host: string, prefixed: string | null, expected: string | null][] = [
    ['localhost:3000', null, 'main'],
    ['localhost:3000', 'north', 'north'],
    ['localhost:3000', 'nowhere', null],
    ['SOUTH.example.com.', null, 'south'],
    ['south.example.com', 'south', 'south'],
    ['south.example.com', 'north', null],
  ]
  test.each(cases)('at host %s with prefix %s is %s', (host, prefixed, expected) => expect(resolveName(rows, { host, prefixed })).toBe(expected))
})
