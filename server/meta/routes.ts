import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { type Language, languages } from '../../metadata/texts/index.ts'
import type { Rights } from '../access/rights.ts'
import { readerLanguage } from '../http/language.ts'
import { strict } from '../http/schema.ts'
import { toClientModel } from './decide.ts'

const Query = strict({ language: Type.Optional(Type.Union(languages.map((language) => Type.Literal(language)))) })
interface Made { readonly version: string; readonly body: string }
/** Rights are one object for each model and set of roles, so the answers live as long as they do. */
const made = new WeakMap<Rights, Map<string, Made>>()

export const metaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/api/_/meta', { config: { access: 'signed-in' }, schema: { querystring: Query } }, async (request, reply) => {
    const { workspace, actor, query } = request
    const language: Language = query.language ?? readerLanguage(request)
    const { model, version } = workspace.live()
    const rights = workspace.rights(actor.roles)
    const known = made.get(rights) ?? new Map<string, Made>()
    made.set(rights, known)
    let answer = known.get(language)
    if (!answer) {
      const client = toClientModel(model, rights, { language, version })
      answer = { version: client.version, body: JSON.stringify(client) }
      known.set(language, answer)
    }
    void reply.header('etag', `"${answer.version}"`).header('cache-control', 'private, no-cache').header('content-type', 'application/json; charset=utf-8')
    return request.headers['if-none-match'] === `"${answer.version}"` ? reply.code(304).send() : reply.send(answer.body)
  })
  app.get('/api/_/roles', { config: { access: 'signed-in' }, schema: { querystring: strict({}) } }, async ({ workspace, actor }) => {
    const roles = [...(workspace.live().model.documents.get('role')?.values() ?? [])]
    const administrator = actor.roles.includes('administrator')
    return { rows: roles.map(({ key, layer, doc }) => ({ key, label: typeof doc['label'] === 'string' ? doc['label'] : key, layer, ...(administrator ? { may: doc['may'] ?? {} } : {}) })) }
  })
}
