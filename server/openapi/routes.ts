import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { namePattern } from '../../metadata/base/name.ts'
import { textsOf } from '../../metadata/model/translate.ts'
import { type Language, languages } from '../../metadata/texts/index.ts'
import type { Rights } from '../access/rights.ts'
import { fail } from '../http/errors.ts'
import { readerLanguage } from '../http/language.ts'
import { strict } from '../http/schema.ts'
import { toOpenApi } from './decide.ts'
import { docsStyle } from './docs-style.ts'
import { entityPage, overviewPage } from './docs-page.ts'
import type { OpenApi } from './document.ts'

const Query = strict({ language: Type.Optional(Type.Union(languages.map((language) => Type.Literal(language)))) })
const Named = strict({ entity: Type.String({ pattern: namePattern }) })
const config = { access: 'signed-in' } as const

interface Made { readonly document: OpenApi; readonly body: string }
/** Rights are one object for each model and set of roles, so the answers live as long as they do. */
const made = new WeakMap<Rights, Map<string, Made>>()

function documentFor(request: FastifyRequest, language: Language): Made {
  const { workspace, actor, server } = request
  const { model, version } = workspace.live()
  const rights = workspace.rights(actor.roles)
  const known = made.get(rights) ?? new Map<string, Made>()
  made.set(rights, known)
  const key = `${language} ${version} ${workspace.prefix}`
  const found = known.get(key)
  if (found) return found
  const document = toOpenApi({ reader: { model, rights, texts: textsOf(model, language) }, routes: server.registry, language, version, prefix: workspace.prefix })
  const answer = { document, body: JSON.stringify(document) }
  known.set(key, answer)
  return answer
}
const html = (reply: FastifyReply, page: string): FastifyReply => reply.type('text/html; charset=utf-8').send(page)

/** The API as the caller may use it: for programs, and to read. */
export const openApiRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/api/_/openapi.json', { config, schema: { querystring: Query } }, async (request, reply) =>
    reply.type('application/json; charset=utf-8').send(documentFor(request, request.query.language ?? readerLanguage(request)).body))
  app.get('/api/_/docs', { config, schema: { querystring: Query } }, async (request, reply) => {
    const language = request.query.language ?? readerLanguage(request)
    return html(reply, overviewPage(documentFor(request, language).document, language))
  })
  app.get('/api/_/docs/:entity', { config, schema: { params: Named, querystring: Query } }, async (request, reply) => {
    const language = request.query.language ?? readerLanguage(request)
    return html(reply, entityPage(documentFor(request, language).document, request.params.entity, language) ?? fail(404, 'record.no_entity', { name: request.params.entity }))
  })
  app.get('/api/_/docs.css', { config: { access: 'public' }, schema: { querystring: strict({}) } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(docsStyle))
}
