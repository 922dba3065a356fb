import { expect, test } from 'vitest'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
me.context.setDefaultTimeout(10_000)

const editor = 'Document as JSON'
const withField = (text: string): string => {
  const doc = JSON.parse(text)
  doc.fields.motto = { type: 'text', label: 'Motto' }
  return JSON.stringify(doc, null, 2)
}

test('an analyst adds a field in a draft: broken text and an unknown type are told at their place, then it is published and an end user fills it', async () => {
  const page = await me.page('/')
  await page.getByRole('navigation', { name: 'Apps' }).getByRole('link', { name: 'Studio' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Sample: trading company' }).first().getByRole('button', { name: 'Edit in a draft' }).click()
  await page.getByRole('link', { name: 'Customer customer', exact: true }).first().click()
  await page.getByRole('radiogroup').getByText('JSON').click()
  const area = page.getByLabel(editor)
  const whole = await area.inputValue()

  await area.fill(whole.replace('"label": "Customer",', '"label": "Customer"'))
  await page.getByText(/^Line 3, column \d+: this is no JSON/).waitFor()
  await page.getByText('Not taken: the text cannot be read yet').waitFor()

  await area.fill(withField(whole).replace('"type": "text",\n      "label": "Motto"', '"type": "txt",\n      "label": "Motto"'))
  await page.getByRole('button', { name: /\/fields\/motto\/type/ }).click()
  expect(await area.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd))).toBe('"txt"')
  await page.getByRole('button', { name: 'Use “text”' }).click()
  await page.getByText('The document fits its schema.').waitFor()

  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Preview and publish' }).click()
  await page.getByText('New field “motto”').waitFor()
  await page.getByText('Column “motto” is added (text)').waitFor()
  await page.getByLabel('Note').fill('A motto for every customer')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('heading', { name: 'Version 3 is live' }).waitFor()
  await page.getByRole('link', { name: 'Versions' }).last().click()
  await page.getByText('A motto for every customer').waitFor()
  await page.close()

  const user = await me.page('/trade/customer?cols=name,motto')
  await user.getByRole('columnheader', { name: 'Motto' }).waitFor()
  const { id } = (await server.ask('GET', '/customer?size=1')).body.rows[0]
  expect((await server.ask('PATCH', `/customer/${id}`, { motto: 'Tea first' }, { 'if-match': '"1"' })).status).toBe(200)
  await user.getByRole('gridcell', { name: 'Tea first' }).waitFor()
  await user.close()
})

test('an earlier version is published again only after a yes to the rows it hides; they wait in quarantine, come back by a draft, and are purged by typing their name', async () => {
  const page = await me.page('/studio/versions')
  await page.getByRole('listitem').filter({ hasText: 'Version 2' }).getByRole('link', { name: 'Publish again' }).click()
  await page.getByText('1 values go out of sight').waitFor()
  await page.getByRole('cell', { name: 'Tea first' }).waitFor()
  const publish = page.getByRole('button', { name: 'Publish', exact: true })
  expect(await publish.isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: /I have looked at the list/ }).check()
  await publish.click()
  await page.getByRole('heading', { name: 'Version 4 is live' }).waitFor()

  await page.goto(`${server.url}/studio/quarantine`)
  await page.getByText('Customer › motto').waitFor()
  await page.getByText('Rows: 1').waitFor()
  await page.getByRole('button', { name: 'Bring back Customer › motto' }).click()
  await page.getByText('comes back from quarantine with its values').waitFor()
  await publish.click()
  await page.getByRole('heading', { name: 'Version 5 is live' }).waitFor()
  expect((await server.ask('GET', `/customer?filter=${encodeURIComponent("motto == 'Tea first'")}`)).body.rows).toHaveLength(1)

  expect((await server.ask('POST', '/_/publish/versions/2/publish', { base: 5, acceptLoss: true })).status).toBe(200)
  await page.goto(`${server.url}/studio/quarantine`)
  await page.getByRole('button', { name: 'Purge Customer › motto' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Purge' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Type motto to confirm').fill('motto')
  await dialog.getByRole('button', { name: 'Purge' }).click()
  await page.getByRole('heading', { name: 'Nothing waits in quarantine' }).waitFor()
  await page.close()
})

test('a draft made before a publish is refused where it stands, and is brought onto the new version with its changes', async () => {
  const { body: draft } = await server.ask('POST', '/_/drafts', { layer: 'trade', name: 'Late' })
  const doc = structuredClone(draft.layer.documents.entity.customer)
  doc.fields.slogan = { type: 'text', label: 'Slogan' }
  await server.ask('PUT', `/_/drafts/${draft.id}/documents/entity/customer`, { doc, revision: draft.revision })
  const page = await me.page(`/studio/drafts/${draft.id}/publish`)
  await page.getByText('New field “slogan”').waitFor()
  expect((await server.ask('POST', `/_/publish/versions/5/publish`, { base: draft.base, acceptLoss: true })).status).toBe(200)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText('was published meanwhile').waitFor()
  await page.goto(`${server.url}/studio/drafts/${draft.id}/publish`)
  await page.getByRole('button', { name: /Bring onto version/ }).click()
  await page.getByRole('button', { name: 'Preview and publish' }).click()
  await page.getByText('New field “slogan”').waitFor()
  expect(await page.getByText('Field “motto” is removed').count()).toBe(0)
  await page.close()
})

test('two versions are compared, and every screen of the studio fits a phone and keeps to the policy', async () => {
  const phone = await person(server, { viewport: { width: 375, height: 740 }, hasTouch: true })
  const { id } = (await server.ask('GET', '/_/drafts')).body.rows[0]
  for (const path of ['/studio', '/studio/versions', '/studio/versions/3?with=2', '/studio/versions/2/publish', '/studio/drafts', `/studio/drafts/${id}`, `/studio/drafts/${id}/entity/customer`, '/studio/quarantine']) {
    const page = await phone.page(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    if (path.includes('with=2')) await page.getByText('New field “').first().waitFor()
    await fitsWidth(page)
    await page.close()
  }
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})
