import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { createReadStream } from 'node:fs'
import { strict } from '../http/schema.ts'
import type { Backups } from './kept.ts'

const Id = strict({ id: Type.String({ format: 'uuid' }) })

export const backupRoutes = (backups: Backups): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'administrator' } as const
  app.get('/api/_/backups', { config }, async ({ workspace }) => ({ rows: await backups.list(workspace) }))
  app.post('/api/_/backups', { config }, async ({ workspace, actor }, reply) => reply.code(202).send({ id: await backups.begin(workspace, actor.kind === 'user' ? actor.id : null) }))
  app.get('/api/_/backups/:id/file', { config, schema: { params: Id } }, async ({ workspace, params }, reply) => {
    const { path, size, at } = await backups.file(workspace, params.id)
    return reply.headers({ 'content-type': 'application/gzip', 'content-length': size, 'content-disposition': `attachment; filename="${workspace.name}-${at.slice(0, 16).replaceAll(/[:T]/g, '-')}.officina.gz"`, 'cache-control': 'private, no-store' }).send(createReadStream(path))
  })
  app.delete('/api/_/backups/:id', { config, schema: { params: Id } }, async ({ workspace, params }, reply) => {
    await backups.remove(workspace, params.id)
    return reply.code(204).send()
  })
}
