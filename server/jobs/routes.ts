import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { fail } from '../http/errors.ts'
import { strict, Whole } from '../http/schema.ts'
import { cancelJob, findJob, listJobs, retryJob } from './job-store.ts'
import type { Jobs } from './service.ts'

const State = Type.Union([Type.Literal('waiting'), Type.Literal('failed'), Type.Literal('done'), Type.Literal('cancelled')])
const Page = strict({ state: Type.Optional(State), before: Type.Optional(Whole(1)) })

export const jobRoutes = (jobs: Jobs): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'administrator' } as const
  app.get('/api/_/jobs', { config, schema: { querystring: Page } }, async ({ workspace, query }) =>
    ({ rows: await listJobs(workspace.database, workspace.schema, { state: query.state ?? null, before: query.before ?? null }) }))
  app.get('/api/_/jobs/:id', { config, schema: { params: strict({ id: Whole(1) }) } }, async ({ workspace, params }) => (await findJob(workspace.database, workspace.schema, params.id)) ?? fail(404, 'access.unknown_job'))
  app.post('/api/_/jobs/:id/cancel', { config, schema: { params: strict({ id: Whole(1) }) } }, async ({ workspace, params }, reply) => {
    if (!(await findJob(workspace.database, workspace.schema, params.id))) fail(404, 'access.unknown_job')
    if (!(await cancelJob(workspace.database, workspace.schema, params.id))) fail(409, 'access.job_done')
    return reply.code(204).send()
  })
  app.post('/api/_/jobs/:id/retry', { config, schema: { params: strict({ id: Whole(1) }) } }, async ({ workspace, params }, reply) => {
    if (!(await retryJob(workspace.database, workspace.schema, params.id))) fail(404, 'access.unknown_job')
    void jobs.wake()
    return reply.code(204).send()
  })
}
