import { expect, test } from 'vitest'
import { startTestServer } from '../support/server.ts'

test('a server that is asked to end answers what is under way, and does not wait for callers who keep their connection open', async () => {
  const server = await startTestServer()
  const asked = Array.from({ length: 20 }, () => server.ask('GET', '/product?size=200').then(({ status }) => status, () => 0))
  await new Promise((done) => setTimeout(done, 20))
  const started = performance.now()
  await server.close()
  expect(performance.now() - started).toBeLessThan(8000)
  expect((await Promise.all(asked)).filter((status) => status === 200).length).toBeGreaterThan(0)
}, 120_000)
