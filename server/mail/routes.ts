import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { AppError, fail } from '../http/errors.ts'
import { strict, Words } from '../http/schema.ts'
import { findMail, listMails } from './mail-store.ts'
import type { Post } from './post.ts'

const State = Type.Union((['waiting', 'sending', 'sent', 'file', 'failed'] as const).map((one) => Type.Literal(one)))
const Page = strict({ state: Type.Optional(State), search: Type.Optional(Words(200)), before: Type.Optional(Type.String({ format: 'uuid' })) })
const Id = strict({ id: Type.String({ format: 'uuid' }) })

/** Every letter of the workspace and what became of it. */
export const mailRoutes = (post: Post): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'administrator' } as const
  app.get('/api/_/mails', { config, schema: { querystring: Page } }, async ({ workspace, query }) => {
    const rows = await listMails(workspace.database, workspace.schema, { state: query.state ?? null, search: query.search ?? null, before: query.before ?? null })
    return { rows, next: rows.length === 100 ? rows.at(-1)!.id : null }
  })
  app.get('/api/_/mails/:id', { config, schema: { params: Id } }, async ({ workspace, params }) => (await findMail(workspace.database, workspace.schema, params.id)) ?? fail(404, 'access.unknown_mail'))
  app.post('/api/_/mails/:id/resend', { config, schema: { params: Id } }, async ({ workspace, params }) => {
    const { database, schema } = workspace
    if (!(await findMail(database, schema, params.id))) return fail(404, 'access.unknown_mail')
    const rows = await database.query(`update "${schema}"._mails set state = 'waiting' where id = $1 and state <> 'sending' returning 1`, [params.id])
    if (rows.length === 0) return fail(409, 'access.mail_under_way')
    await post.deliver(workspace, params.id)
    const mail = (await findMail(database, schema, params.id)) ?? fail(404, 'access.unknown_mail')
    if (mail.error === 'outdated') throw new AppError(409, 'access.mail_outdated')
    return mail
  })
}
