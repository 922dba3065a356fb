import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { explain } from './explain.ts'
import { actorOf, type Person, personColumns, userTable } from './people.ts'

const actions = ['read', 'create', 'update', 'delete'] as const
const Query = strict({
  user: Type.String({ format: 'uuid' }),
  entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }),
  id: Type.Optional(Type.String({ format: 'uuid' })),
  field: Type.Optional(Type.String({ pattern: '^[a-z_][a-z0-9_]{0,47}$' })),
  action: Type.Optional(Type.Union(actions.map((action) => Type.Literal(action)))),
})

/** Why may this person see or change this, or why not: answered from the rules that decide it. */
export const explainRoutes = ({ now }: { readonly now: () => Date }): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/why', { config: { access: 'administrator' }, schema: { querystring: Query } }, async ({ workspace, query }) => {
    const users = userTable(workspace)
    const [person] = users ? await workspace.database.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1`, [query.user]) : []
    if (!person) return fail(404, 'access.unknown_user')
    const { model } = workspace.live()
    const entity = model.byName.get(query.entity)
    const field = query.field === undefined ? undefined : entity?.fieldsByName.get(query.field)?.key ?? query.field
    return explain({ database: workspace.database, model, schema: workspace.schema, now: now() }, {
      actor: actorOf(person), entity: entity?.key ?? query.entity, action: query.action ?? 'read',
      ...(query.id === undefined ? {} : { id: query.id }), ...(field === undefined ? {} : { field }),
    })
  })
}
