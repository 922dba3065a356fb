import Fastify from 'fastify'
import { expect, test } from 'vitest'
import multipart from '@fastify/multipart'
import { recordStoryRoutes } from '../../server/events/routes.ts'
import { recordRoutes } from '../../server/records/routes.ts'
import { transferRoutes } from '../../server/records/transfer-routes.ts'

test('the routes of records stand beside each other', async () => {
  const app = Fastify()
  const services = { reading: () => { throw new Error('not asked') }, now: () => new Date() }
  await app.register(multipart)
  for (const routes of [recordRoutes, transferRoutes, recordStoryRoutes]) await app.register(routes(services))
  await app.ready()
  const there = (method: 'GET' | 'POST', url: string) => app.hasRoute({ method, url })
  expect([there('POST', '/api/:entity'), there('GET', '/api/_/export/:entity.csv'), there('GET', '/api/:entity/:id/history')]).toEqual([true, true, true])
  expect((await app.inject('/api/customer/1')).statusCode).toBe(400)
})
