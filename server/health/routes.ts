import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readHealth } from './health.ts'

/** How the server and this workspace fare. */
export const healthRoutes = (where: { readonly folder: string; readonly most: number }): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/health', { config: { access: 'administrator' } }, async ({ workspace }) => readHealth(workspace, where))
}
