import { beforeAll, describe, expect, test } from 'vitest'
import { erpnextLayer } from '../support/erpnext/layer.ts'
import { isPresent, readSource } from '../support/erpnext/source.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

describe.skipIf(!isPresent)('one field more for one of 200 document types', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ template: 'empty' })
    const { body: { version } } = await server.ask('GET', '/_/publish')
    expect((await server.ask('POST', '/_/publish', { layer: erpnextLayer(readSource()), base: version })).status).toBe(200)
  })
  test('is published by sending the document alone', async () => {
    const times: { saved: number; published: number }[] = []
    for (let n = 0; n < 10; n++) {
      const { id } = (await server.ask('POST', '/_/drafts', { layer: 'erpnext' })).body
      const at = `/_/drafts/${id}/documents/entity/customer`
      const { doc, revision } = (await server.ask('GET', at)).body
      const start = performance.now()
      const saved = await server.ask('PUT', at, { doc: { ...doc, fields: { ...doc.fields, [`more_${n}`]: { type: 'text' } } }, revision })
      const middle = performance.now()
      const published = await server.ask('POST', `/_/drafts/${id}/publish`, { revision: saved.body.revision })
      times.push({ saved: middle - start, published: performance.now() - start })
      expect([saved.status, published.status]).toEqual([200, 200])
    }
    const median = (of: 'saved' | 'published'): number => Math.round(times.map((one) => one[of]).toSorted((a, b) => a - b)[5]!)
    console.log(`saving the document in the draft: ${median('saved')} ms; until it is published: ${median('published')} ms (median of 10; ${times.map((one) => Math.round(one.published)).join(', ')})`)
    expect((await server.ask('GET', '/customer?size=1&fields=more_0,more_9')).status).toBe(200)
  })
})
