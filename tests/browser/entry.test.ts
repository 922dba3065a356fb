import { expect, test } from 'vitest'
import { fitsWidth, person } from '../support/pages.ts'
import { administrator, startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: null, frontEnd: true })

test('the first visitor sets the workspace up, and works in the sample at once', async () => {
  const visitor = await person(server, { guest: true })
  const page = await visitor.page('/')
  await page.getByLabel('Your name').fill(administrator.name)
  await page.getByLabel('Email').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByText('Sample: trading company').click()
  await page.getByRole('button', { name: 'Create workspace' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Orders', exact: true }).click()
  await page.getByRole('grid').getByText('Lantern Tea House').first().waitFor()
  expect(visitor.faults).toEqual([])
  await visitor.context.close()
})

test('afterwards the set-up leads to the sign-in, which refuses a wrong password and returns to the address asked for', async () => {
  const visitor = await person(server, { guest: true })
  const page = await visitor.page('/trade/orders?sort=number')
  await page.getByLabel('Email').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.keyboard.press('Enter')
  await page.getByRole('grid').waitFor()
  expect(page.url()).toBe(`${server.url}/trade/orders?sort=number`)
  await page.goto(`${server.url}/_/setup`)
  await page.waitForURL(/sign-in|\/$/)
  expect(visitor.faults).toEqual([])
  await visitor.context.close()
})

test('on a phone the way in has no sideways scroll', async () => {
  const visitor = await person(server, { guest: true, viewport: { width: 375, height: 740 } })
  const page = await visitor.page('/_/sign-in')
  await page.getByLabel('Email').waitFor()
  await fitsWidth(page)
  expect(visitor.faults).toEqual([])
  await visitor.context.close()
})
