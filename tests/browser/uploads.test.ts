import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

test('a picture chosen for a record is stored, shown, and comes back byte for byte; removing it empties the field', async () => {
  const [{ id }] = (await server.ask('GET', '/product?size=1&fields=name')).body.rows
  const page = await me.page(`/trade/product/${id}`)
  const field = page.locator('[data-field="picture"]')
  const chooser = page.waitForEvent('filechooser')
  await field.getByRole('button', { name: 'Choose file' }).click()
  await (await chooser).setFiles({ name: 'red dot.png', mimeType: 'image/png', buffer: picture })
  await field.getByRole('img', { name: 'red dot.png' }).waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'detached' })
  await page.reload()
  const shown = field.getByRole('img', { name: 'red dot.png' })
  await shown.waitFor()
  expect(await shown.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBe(1)
  const { body } = await server.ask('GET', `/product/${id}?fields=picture`)
  const download = page.waitForEvent('download')
  await page.evaluate((address) => { const link = document.createElement('a'); link.href = address; link.download = ''; document.body.append(link); link.click() }, `/api/_/files/${body.picture.id}`)
  const done = await download
  expect(done.suggestedFilename()).toBe('red dot.png')
  expect(readFileSync(await done.path()).equals(picture)).toBe(true)
  await field.getByRole('button', { name: 'Remove red dot.png' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await server.ask('GET', `/product/${id}?fields=picture`)).body.picture).toBe(null)
  expect(me.faults).toEqual([])
  await page.close()
})

test('what is no picture is refused with a sentence at the field, and what was typed stays', async () => {
  const [{ id }] = (await server.ask('GET', '/product?size=1&fields=name')).body.rows
  const page = await me.page(`/trade/product/${id}`)
  await page.getByLabel('Name').first().fill('Renamed meanwhile')
  const field = page.locator('[data-field="picture"]')
  const chooser = page.waitForEvent('filechooser')
  await field.getByRole('button', { name: 'Choose file' }).click()
  await (await chooser).setFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') })
  await field.getByRole('alert').getByText('page.html is not a picture').waitFor()
  expect(await page.getByLabel('Name').first().inputValue()).toBe('Renamed meanwhile')
  await page.close()
})
