import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
me.context.setDefaultTimeout(10_000)

test('the menu of a record tells who can see it, and why one of them cannot', async () => {
  await addPerson(server, 'nora', [])
  const { id } = (await server.ask('GET', '/customer?size=1')).body.rows[0]
  const page = await me.page(`/trade/customer/${id}`)
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Who can see this?' }).click()
  await page.getByText('1 of 2 people').waitFor()
  const nora = page.getByRole('row').filter({ hasText: 'nora' })
  await nora.getByText('The person has no role.').waitFor()
  await nora.getByRole('button', { name: 'Why?' }).click()
  await page.getByRole('status').getByText('The person has no role.').waitFor()
  expect(new URL(page.url()).searchParams.get('id')).toBe(id)
  await page.getByRole('link', { name: 'Open the person' }).click()
  await page.getByRole('heading', { level: 1, name: /nora/ }).waitFor()
  await page.close()
})

test('a CSV with one bad row: the file is checked first, the row is told with its reason, the good ones are imported', async () => {
  const page = await me.page('/trade/customer')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Import a CSV file' }).click()
  const file = Buffer.from('Code;Name;City;Quatsch\r\nIMPA;Añil Café;Málaga;1\r\nIMPB;;Nowhere;2\r\nIMPC;"Cart; and more";;3\r\n', 'latin1')
  await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: file })
  await page.getByText('3 rows').waitFor()
  expect(await page.getByLabel('Separator').first().inputValue()).toBe('Semicolon')
  expect(await page.getByLabel('Encoding').first().inputValue()).toBe('WINDOWS-1252')
  expect(await page.getByLabel('Field of column Quatsch').first().inputValue()).toBe('Left out')
  await page.getByRole('button', { name: 'Check file' }).click()
  await page.getByText('2 to create, 0 to update, 1 to mend').waitFor()
  const row = page.getByRole('row').filter({ hasText: 'Name' }).last()
  expect(await row.getByRole('cell').first().textContent()).toBe('3')
  expect((await server.ask('GET', '/customer?search=A%C3%B1il')).body.rows).toHaveLength(0)
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download these rows' }).click()])
  expect(saved.suggestedFilename()).toBe('customers-refused.csv')
  await page.getByRole('button', { name: 'Import the 2 good rows' }).click()
  await page.getByText('2 created, 0 updated, 1 left out').waitFor()
  await page.getByRole('link', { name: 'Open the list' }).click()
  await page.getByRole('grid').waitFor()
  expect((await server.ask('GET', '/customer?search=A%C3%B1il')).body.rows).toHaveLength(1)
  await page.close()
})

test('the audit is filtered by action and entity, in the address, and every screen of administration fits a phone', async () => {
  const page = await me.page('/_/audit')
  await page.getByLabel('Entity').first().click()
  await page.getByRole('option', { name: 'Customer', exact: true }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('entity')).toBe('customer')
  await page.getByRole('row').nth(1).getByText('Customer', { exact: true }).waitFor()
  await page.close()
  const phone = await person(server, { viewport: { width: 375, height: 740 }, hasTouch: true })
  for (const path of ['/_/user', '/_/department', '/_/roles', '/_/keys', '/_/audit', '/_/jobs', '/_/templates', '/_/why?entity=customer', '/trade/customer/import']) {
    const small = await phone.page(path)
    await small.getByRole('heading', { level: 1 }).first().waitFor()
    await fitsWidth(small)
    await small.close()
  }
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})
