import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { person } from '../support/pages.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const bob = await addPerson(server, 'bob', ['administrator'])
await server.ask('PATCH', `/user/${bob.id}`, { name: 'Bob Brook' })
const bobs = await person(server, { guest: true })
await bobs.context.addCookies((await bob.signIn()).cookie.split('; ').map((one) => ({ name: one.slice(0, one.indexOf('=')), value: one.slice(one.indexOf('=') + 1), url: server.url })))
const customers = (await server.ask('GET', '/customer?size=2&fields=name')).body.rows as readonly { id: string; name: string }[]
const order = async (): Promise<string> => (await server.ask('POST', '/order', { customer: customers[0]!.id, freight: '1' })).body.id

test('a comment calls a person by @, is drawn with its marks and a link, and tells that person', async () => {
  const id = await order()
  const page = await me.page(`/trade/orders/${id}`)
  const box = page.getByLabel('Write a comment')
  await box.fill('**Ready?** @bo')
  await page.getByRole('option', { name: 'Bob Brook' }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => box.inputValue()).toBe('**Ready?** @Bob Brook ')
  await page.keyboard.press('Control+Enter')
  await page.locator('.remark strong').getByText('Ready?').waitFor()
  expect(await page.locator('.remark').getByRole('link', { name: '@Bob Brook' }).getAttribute('href')).toBe(`/_/user/${bob.id}`)
  // The comment may come in by the live connection before the answer to its sending.
  await expect.poll(() => box.inputValue()).toBe('')
  const { cookie } = await bob.signIn()
  await expect.poll(async () => (await server.ask('GET', '/_/notices', undefined, { cookie })).body.rows).toMatchObject([{ kind: 'mention', text: '**Ready?** @Bob Brook', record: id }])
  await page.close()
})

test('comments are answered, quoted, reacted to, changed and taken back, and the other sees it at once', async () => {
  const id = await order()
  await server.ask('POST', `/order/${id}/comments`, { body: 'When does it go?' })
  const [page, other] = [await me.page(`/trade/orders/${id}`), await bobs.page(`/trade/orders/${id}`)]
  await other.locator('.remark').getByText('When does it go?').waitFor()
  await other.getByRole('button', { name: 'More about this comment' }).click()
  expect(await other.getByRole('menuitem', { name: 'Edit' }).count()).toBe(0)
  await other.getByRole('menuitem', { name: 'Quote' }).click()
  await other.getByLabel('Write a comment').press('Control+End')
  await other.keyboard.type('Tomorrow')
  await other.getByRole('button', { name: 'Add comment' }).click()
  await page.locator('.remark blockquote').getByText('When does it go?').first().waitFor()
  const answer = page.locator('.remark').filter({ hasText: 'Tomorrow' })
  await answer.getByRole('button', { name: 'React' }).click()
  await page.getByRole('button', { name: '👍', exact: true }).click()
  await other.getByRole('button', { name: /👍 1/ }).waitFor()
  const own = page.locator('.remark').filter({ hasNotText: 'Tomorrow' })
  await own.getByRole('button', { name: 'More about this comment' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Edit' }).fill('When does it leave?')
  await page.getByRole('textbox', { name: 'Edit' }).press('Control+Enter')
  await other.getByText('When does it leave?').first().waitFor()
  expect(await seriousFaults(page, '.side')).toEqual([])
  await own.getByRole('button', { name: 'More about this comment' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await other.locator('.remark').nth(1).waitFor({ state: 'detached' })
  await Promise.all([page.close(), other.close()])
})

test('changes are told in words, with the titles of linked records as links, and can be had alone', async () => {
  const id = await order()
  await server.ask('PATCH', `/order/${id}`, { customer: customers[1]!.id, freight: '7.5' })
  const page = await me.page(`/trade/orders/${id}`)
  await page.getByText('Changes', { exact: true }).click()
  const change = page.locator('.change').first()
  await change.getByRole('link', { name: customers[1]!.name }).waitFor()
  expect(await change.innerText()).toMatch(/Freight: 1\.00 EUR\s*→\s*7\.50 EUR/)
  await page.close()
})

test('a picture is pasted, previewed, replaced by a newer version and removed; who follows is shown', async () => {
  const id = await order()
  const page = await me.page(`/trade/orders/${id}`)
  await page.getByRole('tab', { name: 'Files' }).click()
  const paste = (name: string): Promise<void> => page.getByRole('group', { name: /Drop files/ }).evaluate((zone, called) => {
    const data = new DataTransfer()
    const bytes = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (sign) => sign.charCodeAt(0))
    data.items.add(new File([bytes], called, { type: 'image/png' }))
    zone.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, name)
  await paste('site.png')
  await page.getByRole('button', { name: 'Preview site.png' }).click()
  await page.getByRole('dialog').getByRole('img', { name: 'site.png' }).waitFor()
  await page.keyboard.press('Escape')
  await paste('site.png')
  await page.getByText('1 earlier').waitFor()
  await page.getByRole('button', { name: 'Remove site.png' }).first().click()
  await page.getByText('1 earlier').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Stop following' }).click()
  await page.getByRole('button', { name: 'Follow', exact: true }).waitFor()
  expect([...me.faults, ...bobs.faults]).toEqual([])
  await page.close()
})

test('two people on one record see each other, and which field the other is changing; who leaves is gone', async () => {
  const id = await order()
  const [page, other] = [await me.page(`/trade/orders/${id}`), await bobs.page(`/trade/orders/${id}`)]
  await page.locator('.presence').getByText('Bob Brook is looking').waitFor()
  await other.locator('.presence').getByText('Ada Admin is looking').waitFor()
  await other.getByLabel('Freight').focus()
  await page.locator('.presence').getByText('Bob Brook is editing Freight').waitFor()
  await other.close()
  await page.locator('.presence').getByText('Bob').waitFor({ state: 'detached' })
  expect([...me.faults, ...bobs.faults]).toEqual([])
  await page.close()
})
