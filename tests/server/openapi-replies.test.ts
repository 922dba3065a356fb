import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { replies } from '../../server/openapi/replies.ts'
import { startTestServer } from '../support/server.ts'

const { ask } = await startTestServer({ template: 'trade' })
await ask('POST', '/_/keys', { name: 'k', roles: ['sales'] })
const { paths } = (await ask('GET', '/_/openapi.json')).body
const ajv = new Ajv({ validateFormats: false, allowUnionTypes: true })

const [order] = (await ask('GET', '/order?size=1')).body.rows
/** What routes that answer a question are asked. */
const asked: Readonly<Record<string, string>> = { '/api/_/views': '?entity=order', '/api/_/search': '?q=tea', '/api/_/titles': `?of=order/${order.id}` }

test.each(Object.keys(replies).filter((route) => route.startsWith('GET ')))('%s answers what the description says', async (route) => {
  const url = route.slice('GET '.length)
  const schema = paths[url].get.responses['2XX'].content['application/json'].schema
  const { status, body } = await ask('GET', url.slice('/api'.length) + (asked[url] ?? ''))
  expect(status).toBe(200)
  expect(ajv.validate(schema, body) ? null : ajv.errorsText()).toBe(null)
  const row = body.rows?.[0]
  if (row) expect(Object.keys(row).sort()).toEqual(Object.keys(schema.properties.rows.items.properties).sort())
  else if (!('rows' in body)) expect(Object.keys(body).sort()).toEqual(Object.keys(schema.properties).sort())
})
