import { expect, test } from 'vitest'
import { installTemplate, systemActor } from '../../server/templates/service.ts'
import { loadWorkspace } from '../../server/workspace-state.ts'
import { testDatabase } from '../support/database.ts'

const { database, schema } = await testDatabase({ system: true })
const workspace = await loadWorkspace({ name: 'main', schema, label: 'Main', hosts: [], database })

test('the trading company is installed with all its rows, its given numbers and its organisation', async () => {
  const done = await installTemplate(workspace.publishing, { schema, database, rights: workspace.rights, now: () => new Date('2026-08-10T08:00:00Z') }, { name: 'trade', demo: true, actor: systemActor })
  expect(done.ok ? [] : done.problems).toEqual([])
  const one = async (sql: string) => (await database.query<Record<string, unknown>>(sql.replaceAll('@', `"${schema}".`)))[0]
  expect(await one('select count(*)::int as n, min(number) as first from @"order"')).toEqual({ n: 40, first: '05001' })
  expect(await one('select count(*)::int as n from @employee where manager is not null')).toEqual({ n: 4 })
  expect(await one('select count(*)::int as n from @category where parent is not null')).toEqual({ n: 5 })
  expect(await one('select count(*)::int as n from @order__lines l join @product p on p.id = l.product')).toEqual(await one('select count(*)::int as n from @order__lines'))
  expect(await one('select count(*)::int as n from @"order" where total is distinct from goods + freight')).toEqual({ n: 0 })
})
