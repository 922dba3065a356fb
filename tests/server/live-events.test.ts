import { request } from 'node:http'
import { expect, test } from 'vitest'
import { recordWorld } from './record-world.ts'

const { ask, url, clerk } = await recordWorld()

/** A stream as a browser keeps it: what came so far, its headers, and whether it has ended. */
function follow(query = '', headers: Record<string, string> = {}) {
  const state = { text: '', ended: false, headers: {} as Record<string, unknown>, close: () => {} }
  const asking = request(`${url}/api/_/events${query}`, { headers: { authorization: clerk.headers['authorization'], ...headers } }, (response) => {
    state.headers = response.headers
    response.setEncoding('utf8').on('data', (text: string) => { state.text += text })
    response.on('close', () => { state.ended = true })
    response.on('error', () => {})
  })
  asking.on('error', () => { state.ended = true })
  asking.end()
  state.close = () => { asking.destroy() }
  return state
}
const heard = ({ text }: { text: string }) => [...text.matchAll(/data: (.*)/g)].map(([, data]) => JSON.parse(data!) as { entity: string; id: string; kind: string })

test('a subscriber hears within a second of records in his sight, of no others, and again from where he stopped', async () => {
  const stream = follow()
  await expect.poll(() => stream.text).toContain('retry')
  expect(stream.headers).toMatchObject({ 'content-type': expect.stringContaining('event-stream'), 'x-content-type-options': 'nosniff', 'content-security-policy': expect.any(String) })
  const { body: hidden } = await ask('POST', '/deal', { region: 'south' })
  const { body: seen } = await ask('POST', '/deal', { region: 'north' })
  await expect.poll(() => heard(stream), { timeout: 1000 }).toMatchObject([{ entity: 'deal', id: seen.id, kind: 'created' }])
  expect(stream.text).not.toContain(hidden.id)
  const last = /id: (\d+)/.exec(stream.text)![1]!
  stream.close()
  await ask('PATCH', `/deal/${seen.id}`, { state: 'won', reason: 'r' })
  const again = follow('', { 'last-event-id': last })
  await expect.poll(() => heard(again).map(({ kind }) => kind), { timeout: 1000 }).toContain('updated')
  again.close()
})

test('who shows a record that leaves his sight is told that it is gone', async () => {
  const { body: deal } = await ask('POST', '/deal', { region: 'north' })
  const stream = follow(`?entity=deal&id=${deal.id}`)
  await expect.poll(() => stream.text).toContain('retry')
  await ask('PATCH', `/deal/${deal.id}`, { region: 'south' })
  await expect.poll(() => heard(stream).map(({ kind }) => kind), { timeout: 1000 }).toEqual(['removed'])
  stream.close()
})

test('a stream ends within a second after its key was revoked', async () => {
  const stream = follow()
  await expect.poll(() => stream.text).toContain('retry')
  await ask('DELETE', `/_/keys/${clerk.id}`)
  const started = performance.now()
  await expect.poll(() => stream.ended, { timeout: 2000, interval: 20 }).toBe(true)
  expect(performance.now() - started).toBeLessThan(1100)
})
