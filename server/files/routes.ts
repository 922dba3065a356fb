import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { brokenOff, uploadedFile } from '../http/upload.ts'
import { disposition } from './decide.ts'
import type { Files } from './service.ts'

export const fileRoutes = (files: Files): FastifyPluginAsyncTypebox => async (app) => {
  app.post('/api/_/files', { config: { access: 'signed-in', upload: true }, schema: { querystring: strict({}) } }, async (request, reply) => {
    if (!request.isMultipart()) fail(415, 'request.media_type')
    const part = (await uploadedFile(request)) ?? fail(400, 'file.none')
    const stored = await files.store(request.workspace, request.actor, { name: part.filename ?? '', stream: part.file }).catch((error: unknown) => { throw part.file.errored ? brokenOff(error) : error })
    if (part.file.truncated) fail(413, 'request.too_large')
    return reply.code(201).send(stored)
  })
  app.get('/api/_/files/:id', { config: { access: 'signed-in' }, schema: { params: strict({ id: Type.String({ format: 'uuid' }) }), querystring: strict({}) } }, async ({ workspace, actor, params }, reply) => {
    const { file, stream } = await files.open(workspace, actor, params.id)
    return reply.headers({
      'content-type': file.type, 'content-length': file.size, 'content-disposition': disposition(file.type, file.name),
      'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store',
    }).send(stream)
  })
}
