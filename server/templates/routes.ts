import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Rights } from '../access/rights.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import type { Publishing } from '../publish/service.ts'
import { installTemplate, listTemplates } from './service.ts'

interface State { readonly schema: string; readonly database: Database; readonly publishing: Publishing; rights(roles: readonly string[]): Rights }
export interface TemplateServices { readonly state: (request: FastifyRequest) => State; readonly now: () => Date }
const config = { access: 'administrator' } as const
const Name = strict({ name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }) })

/** What can be installed, what is, and installing it. */
export const templateRoutes = ({ state, now }: TemplateServices): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/templates', { config, schema: { querystring: strict({}) } }, async (request) => {
    const installed = new Set(state(request).publishing.live().layers.map(({ name }) => name))
    return { rows: (await listTemplates()).map((one) => ({ ...one, installed: installed.has(one.name) })) }
  })
  app.post('/api/_/templates/:name/install', { config, schema: { params: Name, body: strict({ demo: Type.Optional(Type.Boolean()) }) } }, async (request) => {
    const { publishing, schema, database, rights } = state(request)
    const result = await installTemplate(publishing, { schema, database, rights, now }, { name: request.params.name, demo: request.body.demo ?? true, actor: request.actor })
    if (!result.ok) throw new AppError(409, result.problems[0]?.code ?? 'publish.problems', { params: result.problems[0]?.params, problems: result.problems })
    return { version: result.value.version }
  })
}
