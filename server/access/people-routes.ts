import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { fail } from '../http/errors.ts'
import { strict, Whole } from '../http/schema.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { listPeople, lockedKeys, type PersonRow, triesOf, type Where } from './invitation-store.ts'
import { ownerOf } from './passkey-store.ts'
import { userTable } from './people.ts'
import type { Resets } from './reset-service.ts'
import { auditAccount } from './second-step.ts'
import { listSignIns } from './sign-in-log.ts'

const Id = strict({ id: Type.String({ format: 'uuid' }) })
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The people of the workspace as administration needs them: who can come in, and how. */
export const peopleRoutes = ({ resets }: { readonly resets: Resets }): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'administrator' } as const
  app.get('/api/_/people', { config }, async ({ workspace }) => {
    const where = whereOf(workspace)
    if (!where) return { rows: [] }
    const [rows, locked] = await Promise.all([listPeople(workspace.database, workspace.schema, where), lockedKeys(workspace.database, workspace.schema)])
    return { rows: rows.map((row): PersonRow => ({ ...row, state: stateOf(row, locked) })) }
  })
  app.get('/api/_/people/roles', { config }, async ({ workspace }) => {
    const users = userTable(workspace)
    const rows = users ? await workspace.database.query<{ role: string; people: number }>(
      `select role, count(*)::int as people from ${users.table} u, unnest(u.${users.column.roles}) role where u.${users.column.active} is true and u._deleted_at is null group by role order by role`) : []
    return { rows }
  })
  app.get('/api/_/users/:id/sign-ins', { config, schema: { params: Id, querystring: strict({ before: Type.Optional(Whole(1)) }) } }, async ({ workspace, params, query }) => {
    const rows = await listSignIns(workspace.database, workspace.schema, { user: params.id, before: query.before ?? null })
    return { rows, next: rows.length === 50 ? rows.at(-1)!.id : null }
  })
  app.post('/api/_/users/:id/reset', { config, schema: { params: Id } }, async ({ workspace, actor, params }, reply) => {
    const users = userTable(workspace)
    const person = (users && (await ownerOf(workspace.database, users, params.id))) ?? fail(404, 'access.unknown_user')
    await resets.send(workspace, person)
    await workspace.database.transaction((tx) => auditAccount(tx, workspace, { kind: 'password.reset_sent', user: person.id, by: actor }))
    return reply.code(204).send()
  })
  app.post('/api/_/users/:id/unlock', { config, schema: { params: Id } }, async ({ workspace, actor, params }, reply) => {
    const users = userTable(workspace)
    const person = (users && (await ownerOf(workspace.database, users, params.id))) ?? fail(404, 'access.unknown_user')
    await workspace.database.transaction(async (tx) => {
      await tx.query(`delete from "${workspace.schema}"._tries where key = any($1)`, [triesOf(person)])
      await auditAccount(tx, workspace, { kind: 'password.unlocked', user: person.id, by: actor })
    })
    return reply.code(204).send()
  })
}

function stateOf(row: Omit<PersonRow, 'state'>, locked: ReadonlySet<string>): PersonRow['state'] {
  if (!row.active) return 'inactive'
  if (triesOf(row).some((key) => locked.has(key))) return 'locked'
  return row.invitation && !row.last_seen_at ? 'invited' : 'active'
}
function whereOf(workspace: HttpWorkspace): Where | null {
  const users = userTable(workspace)
  if (!users) return null
  const { entities } = workspace.live().model
  const column = (entity: string, key: string): string | null => {
    const name = entities.get(entity)?.fields.get(key)?.columns[0]?.name
    return name === undefined ? null : quote(name)
  }
  const departments = entities.get('department')
  return {
    users, department: column('user', 'department'), manager: column('user', 'manager'), departmentName: column('department', 'name'),
    departments: departments ? `"${workspace.schema}".${quote(departments.table)}` : null,
  }
}
