import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { noticeChannels } from '../notices/kinds.ts'
import { mostSettings, readSetting, readSettings, writeSetting } from './store.ts'

const Key = strict({ key: Type.String({ pattern: '^[a-z][a-zA-Z0-9_.:-]{0,119}$' }) })
const largest = 65_536
/** What the server itself reads has a shape of its own; all else is the business of the screens. */
const shapes = { notices: noticeChannels } as const
const config = { access: 'signed-in' } as const

/** What a person has chosen for himself, under keys; nobody else reads it. A key of the API has settings of its own. */
export const settingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/api/_/settings', { config, schema: { querystring: strict({}) } }, async ({ workspace, actor }) => ({ values: await readSettings(workspace.database, workspace.schema, String(actor.id)) }))
  app.get('/api/_/settings/:key', { config, schema: { params: Key, querystring: strict({}) } }, async ({ workspace, actor, params }) =>
    ({ value: await readSetting(workspace.database, workspace.schema, { person: String(actor.id), key: params.key }) }))
  app.put('/api/_/settings/:key', { config, schema: { params: Key, body: strict({ value: Type.Unknown() }) } }, async ({ workspace, actor, params, body }) => {
    const { key } = params
    const value = body.value ?? null
    if (JSON.stringify(value).length > largest) fail(413, 'request.too_large')
    const shape = Object.hasOwn(shapes, key) ? shapes[key as keyof typeof shapes] : null
    if (shape && value !== null && !Value.Check(shape, value)) fail(400, 'request.invalid', { detail: key })
    if (!(await writeSetting(workspace.database, workspace.schema, { person: String(actor.id), key, value }))) fail(409, 'settings.too_many', { most: mostSettings })
    return { value }
  })
}
