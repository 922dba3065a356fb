import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })

test('an export holds the rows that the list shows, in the order in which it shows them', async () => {
  const me = await person(server)
  const [filter, sort] = ["status == 'confirmed'", '-total']
  const shown = (await server.ask('GET', `/order?${new URLSearchParams({ filter, sort, size: '100', fields: 'id' })}`)).body.rows as { id: string }[]
  const page = await me.page(`/trade/order?${new URLSearchParams({ filter, sort })}`)
  await page.getByRole('grid').getByRole('row').nth(1).waitFor()
  await page.getByRole('button', { name: 'More' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export this list as CSV' }).click()])
  const ids = readFileSync(await download.path(), 'utf8').split('\n').flatMap((line) => /^([0-9a-f-]{36}),/.exec(line)?.[1] ?? [])
  expect(shown.length).toBeGreaterThan(3)
  expect(ids.slice(0, 100)).toEqual(shown.map(({ id }) => id))
  expect(me.faults).toEqual([])
  await me.context.close()
})
