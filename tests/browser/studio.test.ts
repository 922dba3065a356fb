import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
me.context.setDefaultTimeout(10_000)
const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor()
const openDraft = async (layer: string, name: string): Promise<string> => (await server.ask('POST', '/_/drafts', { layer, name })).body.id

test('from nothing to an app: an entity of typed fields, a form, a list, a role and a menu, without JSON; then it is used', async () => {
  const id = await openDraft('fleet', 'Vehicle fleet')
  const page = await me.page(`/studio/drafts/${id}`)
  const create = async (kind: string, name: string, of?: string): Promise<void> => {
    await page.getByRole('button', { name: 'New object' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Kind' }).click()
    await dialog.getByRole('option', { name: kind, exact: true }).click()
    await dialog.getByLabel('What is it called').fill(name)
    if (of) { await dialog.getByRole('combobox', { name: 'For records of' }).click(); await dialog.getByRole('option', { name: of, exact: true }).click() }
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
  }
  await create('Entity', 'Vehicle')
  const line = page.getByLabel('Add a field: name and type')
  for (const field of ['Plate text', 'Bought date', 'Price money', 'State: in use | in repair | sold', 'Driver person']) { await line.fill(field); await line.press('Enter') }
  await page.getByRole('list', { name: 'Fields' }).getByRole('button', { name: /^Plate/ }).click()
  const properties = page.getByRole('complementary', { name: 'Properties of Plate' })
  await properties.getByRole('checkbox', { name: 'Unique' }).check()
  await properties.getByRole('group', { name: 'Required' }).getByText('Yes').click()
  await saved(page)

  await page.getByRole('link', { name: 'Vehicle fleet' }).first().click()
  await create('Form', 'Vehicle', 'Vehicle')
  for (const field of ['Plate', 'State', 'Price', 'Driver', 'Name']) await page.getByRole('button', { name: `Put ${field} into the form` }).click()
  await page.getByRole('link', { name: 'Vehicle fleet' }).first().click()
  await create('View', 'Fleet by state', 'Vehicle')
  await page.getByText('Kanban', { exact: true }).click()
  await page.getByRole('link', { name: 'Vehicle fleet' }).first().click()
  await create('Role', 'Fleet user')
  await page.getByRole('combobox', { name: 'Read: Vehicle' }).click()
  await page.getByRole('option', { name: 'All', exact: true }).click()
  await page.getByRole('link', { name: 'Vehicle fleet' }).first().click()
  await create('App', 'Fleet')
  await page.getByLabel('New menu item').first().fill('Vehicles')
  await page.getByLabel('New menu item').first().press('Enter')
  await page.getByRole('combobox', { name: 'Opens', exact: true }).click()
  await page.getByRole('option', { name: 'All records of' }).click()
  await page.getByRole('combobox', { name: 'All records of' }).click()
  await page.getByRole('option', { name: 'Vehicle', exact: true }).click()
  await page.getByRole('button', { name: 'No problems' }).waitFor()
  await page.getByRole('button', { name: 'Preview and publish' }).click()
  await page.getByText('New entity “Vehicle”').or(page.getByText('New entity “vehicle”')).waitFor()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('heading', { name: /^Version \d+ is live$/ }).waitFor()
  await page.close()

  expect((await server.ask('POST', '/vehicle', { name: 'Van', plate: 'AB 12', price: '9000', state: 'in_use' })).status).toBe(201)
  expect((await server.ask('POST', '/vehicle', { name: 'Van 2', plate: 'AB 12' })).body.problems[0]).toMatchObject({ path: '/plate' })
  const user = await me.page('/fleet/vehicle')
  await user.getByText('AB 12').waitFor()
  await user.close()
})

test('steps are named, taken back and done again by keys, and survive a reload; what is wrong is told beside its field and in the panel', async () => {
  const id = await openDraft('trade', 'Steps')
  const page = await me.page(`/studio/drafts/${id}/entity/customer`)
  const fields = page.getByRole('list', { name: 'Fields' })
  await page.getByLabel('Add a field: name and type').fill('Motto text')
  await page.keyboard.press('Enter')
  await fields.getByRole('button', { name: /^Motto/ }).press('Alt+ArrowUp')
  await page.getByRole('button', { name: 'Undo: move Motto' }).waitFor()
  await saved(page)
  await page.reload()
  await page.getByRole('button', { name: 'Undo: move Motto' }).click()
  await page.getByRole('button', { name: 'Undo: add Motto' }).click()
  expect(await fields.getByRole('button', { name: /^Motto/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Redo: add Motto' }).click()
  await fields.getByRole('button', { name: /^Motto/ }).click()
  await page.getByLabel('Visible if').fill('nonsense > 1')
  await page.getByRole('button', { name: 'Problems 1' }).waitFor()
  await page.getByRole('complementary', { name: 'Properties of Motto' }).getByText('nonsense').last().waitFor()
  await page.getByRole('button', { name: 'Problems 1' }).click()
  await page.getByRole('link', { name: /\/fields\/motto\/visible/ }).waitFor()
  await page.keyboard.press('Escape')
  expect(me.faults).toEqual([])
  await page.close()
})

test('a template’s object is changed by edits of single parts, shown with where they are used, and goes back to the vendor’s', async () => {
  const id = await openDraft('mine', 'My changes')
  const page = await me.page(`/studio/drafts/${id}/trade.entity/customer`)
  await page.getByRole('list', { name: 'Fields' }).getByRole('button', { name: /^Telephone/ }).first().click()
  await page.getByRole('complementary', { name: /^Properties of/ }).getByRole('textbox', { name: 'Label' }).fill('Call us at')
  await page.getByText('Where used').waitFor()
  await saved(page)
  const { layer } = (await server.ask('GET', `/_/drafts/${id}`)).body
  expect(layer.documents).toEqual({})
  expect(layer.edits.trade.entity.customer).toMatchObject({ 'fields.phone.label': { set: 'Call us at' } })
  await page.getByRole('button', { name: 'Back to trade' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Back to trade' }).click()
  await saved(page)
  await expect.poll(async () => (await server.ask('GET', `/_/drafts/${id}`)).body.layer.edits).toEqual({})
  await page.close()
})

test('two analysts in one draft both keep what they type, and choose where they changed the same', async () => {
  const id = await openDraft('trade', 'Together')
  const [one, two] = [await me.page(`/studio/drafts/${id}/entity/shipper`), await me.page(`/studio/drafts/${id}/entity/shipper`)]
  const label = (page: Page) => page.getByRole('complementary', { name: 'About the entity' }).getByRole('textbox', { name: 'Label' })
  await label(two).waitFor()
  await label(one).fill('Carrier')
  await saved(one)
  await two.getByLabel('Add a field: name and type').fill('Rating')
  await two.keyboard.press('Enter')
  await expect.poll(async () => { const { documents } = (await server.ask('GET', `/_/drafts/${id}`)).body.layer; return [documents.entity.shipper.label, documents.entity.shipper.fields.rating?.type] }).toEqual(['Carrier', 'rating'])
  await one.getByRole('list', { name: 'Fields' }).getByRole('button', { name: /^Rating/ }).waitFor()
  await one.close()
  await two.close()
})

test('the designers are reachable by keyboard, fit a phone, and axe finds nothing serious in the light and in the dark', async () => {
  const id = await openDraft('trade', 'Looks')
  const page = await me.page(`/studio/drafts/${id}/entity/order`)
  for (const at of ['entity/order', 'form/order', 'view/orders', 'role/sales', 'app/trade', 'dataset/shippers', 'translation/es']) {
    await page.goto(`${server.url}/studio/drafts/${id}/${at}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      expect([at, theme, await seriousFaults(page)]).toEqual([at, theme, []])
    }
    await page.setViewportSize({ width: 390, height: 800 })
    await fitsWidth(page)
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  expect(me.faults).toEqual([])
  await page.close()
})
