import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { type Action, type Explanation, explain } from './explain.ts'
import { actorOf, mayAct, type Person, personColumns, userTable } from './people.ts'

const actions = ['read', 'create', 'update', 'delete'] as const
const action = Type.Optional(Type.Union(actions.map((one) => Type.Literal(one))))
const What = {
  entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }),
  id: Type.Optional(Type.String({ format: 'uuid' })),
  field: Type.Optional(Type.String({ pattern: '^[a-z_][a-z0-9_]{0,47}$' })),
  action,
}
const Why = strict({ user: Type.String({ format: 'uuid' }), ...What })
const Who = strict(What)
const config = { access: 'administrator' } as const
/** As many people as one answer tells of; each is decided by a query of their own. */
const most = 200

interface Asked { readonly entity: string; readonly id?: string; readonly field?: string; readonly action?: Action }
function answer({ workspace }: FastifyRequest, asked: Asked, { person, now }: { person: Person; now: Date }): Promise<Explanation> {
  const { model } = workspace.live()
  const entity = model.byName.get(asked.entity)
  const field = asked.field === undefined ? undefined : entity?.fieldsByName.get(asked.field)?.key ?? asked.field
  return explain({ database: workspace.database, model, schema: workspace.schema, now }, {
    actor: actorOf(person), entity: entity?.key ?? asked.entity, action: asked.action ?? 'read',
    ...(asked.id === undefined ? {} : { id: asked.id }), ...(field === undefined ? {} : { field }),
  })
}

/** Why may this person see or change this, or why not; and who else may: answered from the rules that decide it. */
export const explainRoutes = ({ now }: { readonly now: () => Date }): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/why', { config, schema: { querystring: Why } }, async (request) => {
    const { workspace, query: { user, ...asked } } = request
    const users = userTable(workspace)
    const [person] = users ? await workspace.database.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1`, [user]) : []
    return person ? answer(request, asked, { person, now: now() }) : fail(404, 'access.unknown_user')
  })
  app.get('/api/_/who', { config, schema: { querystring: Who } }, async (request) => {
    const { workspace, query } = request
    const users = userTable(workspace)
    const people = users ? await workspace.database.query<Person>(`select ${personColumns(users)} from ${users.table} u where ${mayAct(users)} order by 2, 1 limit ${most + 1}`) : []
    const rows = []
    for (const person of people.slice(0, most)) {
      const { allowed, code } = await answer(request, query, { person, now: now() })
      rows.push({ id: person.id, name: person.name, email: person.email, roles: person.roles, allowed, code })
    }
    return { rows, more: people.length > most }
  })
}
