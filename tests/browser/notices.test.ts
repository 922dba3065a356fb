import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty', frontEnd: true })
const { body: live } = await server.ask('GET', '/_/publish')
const documents = { entity: { job: { label: 'Job', plural: 'Jobs', title: '{name}', fields: { name: { type: 'text', label: 'Name' }, doer: { type: 'link', label: 'Doer', to: 'user' } } } } }
await server.ask('POST', '/_/publish', { base: live.version, layer: { name: 'work', label: 'Work', version: '1', needs: [], documents, edits: {} } })
const bea = await addPerson(server, 'bea', ['administrator'])
const { cookie } = await bea.signIn()
const asBea = (options: object = {}) => person({ ...server, cookie }, options)
const me = await asBea()
const job = async (name: string): Promise<string> => (await server.ask('POST', '/job', { name, doer: bea.id })).body.id

test('what is assigned is there at once: in the bell, by its record, and opening it makes it read', async () => {
  const page = await me.page('/')
  await page.getByRole('heading', { name: 'Welcome, bea' }).waitFor()
  await page.waitForTimeout(700)
  await job('Paint')
  const bell = page.getByRole('button', { name: 'Notifications, 1 unread' })
  await bell.waitFor()
  await bell.click()
  const panel = page.getByRole('dialog', { name: 'Notifications' })
  await panel.getByText('Assigned to you by Ada Admin').waitFor()
  await panel.getByRole('tab', { name: 'Assigned 1' }).click()
  await panel.getByRole('link', { name: /Paint/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Paint' }).waitFor()
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
  await page.close()
})

test('E is done and can be undone, H is later, a muted record is silent until it is heard again', async () => {
  await job('Sweep')
  const page = await me.page('/_/notices')
  const line = page.getByRole('listitem').filter({ hasText: 'Sweep' })
  await line.getByRole('link').focus()
  await page.keyboard.press('e')
  await page.getByText('Sweep: done').waitFor()
  expect(await line.count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('tab', { name: /^All/ }).click()
  await line.getByRole('link').focus()
  await page.keyboard.press('h')
  await page.getByText('Sweep: later').waitFor()
  const id = await job('Noise')
  const noise = page.getByRole('listitem').filter({ hasText: 'Noise' })
  await noise.getByRole('button', { name: 'More: Noise' }).click()
  await page.getByRole('menuitem', { name: 'Mute this record' }).click()
  await page.getByText('Muted records').click()
  await server.ask('PATCH', `/job/${id}`, { doer: null })
  await server.ask('PATCH', `/job/${id}`, { doer: bea.id })
  expect(await noise.getByRole('button', { name: 'More: Noise' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Hear of it again' }).click()
  await server.ask('PATCH', `/job/${id}`, { doer: null })
  await server.ask('PATCH', `/job/${id}`, { doer: bea.id })
  await noise.getByRole('button', { name: 'More: Noise' }).waitFor()
  await page.close()
})

test('each kind goes where its reader wants it', async () => {
  const page = await me.page('/_/notices')
  await page.getByText('Where notifications go').click()
  await page.getByRole('checkbox', { name: 'Assignments: By mail' }).check()
  await page.getByRole('checkbox', { name: 'Assignments: In the app' }).uncheck()
  await expect.poll(async () => (await server.ask('GET', '/_/settings/notices', undefined, { cookie })).body.value).toEqual({ assigned: { mail: true, app: false } })
  await page.close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`notices have no serious fault of accessibility, ${colorScheme}, and fit a phone`, async () => {
    const mine = await asBea({ colorScheme })
    const page = await mine.page('/_/notices')
    await page.getByRole('tab', { name: /^All/ }).click()
    await page.getByRole('listitem').filter({ hasText: 'Paint' }).waitFor()
    await page.getByText('Where notifications go').click()
    expect(await seriousFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 800 })
    await fitsWidth(page)
    expect(mine.faults).toEqual([])
    await mine.context.close()
  })
