import { createHash } from 'node:crypto'
import type { Entity } from '../../metadata/model/model.ts'
import type { EntityRights, Grant } from '../access/rights.ts'
import { bind, type Prepared } from '../db/query/compile.ts'
import { startStatement } from '../db/query/context.ts'
import { grantCondition } from '../db/query/rows.ts'
import { column, input, newList, newRow, render, tableOf, type Target } from '../db/query/statement.ts'
import { dayOf } from './day.ts'
import { type Session, rightsOf } from './space.ts'

export type Action = 'read' | 'create' | 'update' | 'delete'
/** Ids of the grants that hold on a row, for each action that was asked. */
export type Held = readonly (readonly number[])[]

/**
 * Which grants hold on rows as they now stand in the tables: the same conditions in the same SQL that reading uses, in one
 * statement for all rows and actions. The caller has locked the rows or written them in this transaction.
 */
export async function heldGrants(session: Session, { entity, ids }: { readonly entity: Entity; readonly ids: readonly string[] }, actions: readonly Action[]): Promise<Map<string, Held>> {
  const rights = rightsOf(session.space, session.actor, entity)
  const lists = actions.map((action) => rights?.[action] ?? [])
  if (!rights || ids.length === 0 || lists.flat().every(({ when }) => when === null)) return new Map(ids.map((id) => [id, lists.map((grants) => grants.map((one) => one.id))]))
  const one = ids.length === 1
  const prepared = preparedFor(session, { entity, rights, actions, one })
  const { actor, now } = session
  const values = bind(prepared, { ids: one ? ids[0] : ids, me: actor.kind === 'user' ? actor.id : null, now: now.toISOString(), today: dayOf(now, actor.zone) })
  const rows = await session.tx.query<{ id: string; held: boolean[] }>(prepared.text, values, prepared.name)
  return new Map(rows.map(({ id, held }) => [id, sorted(lists, held)]))
}
/** The flags stand in the order of the grants, list after list. */
function sorted(lists: readonly (readonly Grant[])[], flags: readonly boolean[]): Held {
  let n = 0
  return lists.map((grants) => grants.filter(() => flags[n++] === true).map(({ id }) => id))
}

interface Asked { readonly entity: Entity; readonly rights: EntityRights; readonly actions: readonly Action[]; /** A single row is asked for: its plan is kept. */ readonly one: boolean }
const cache = new WeakMap<EntityRights, Map<string, Prepared>>()
function preparedFor(session: Session, { entity, rights, actions, one }: Asked): Prepared {
  const known = cache.get(rights) ?? new Map<string, Prepared>()
  cache.set(rights, known)
  const key = [session.space.schema, one, ...actions].join(' ')
  const found = known.get(key)
  if (found) return found
  const { schema, model } = session.space
  const made = write({ schema, model, rights: session.space.rights(session.actor.roles) }, { entity, rights, actions, one })
  known.set(key, made)
  return made
}

function write(target: Target, { entity, rights, actions, one }: Asked): Prepared {
  const statement = startStatement(target)
  const list = newList(statement)
  const row = newRow(statement, entity.key, { scope: list })
  const flags = actions.flatMap((action) => {
    // One role may have another condition for each action.
    statement.conditions.clear()
    return rights[action].map((grant) => `coalesce(${grantCondition(statement, row, grant)}, false)`)
  })
  const id = column(row, 'id')
  const text = render(statement, `select ${id} as id, array[${flags.join(', ')}] as held from ${tableOf(target, entity.table)} ${row.alias}${list.mark} where ${id} = ${one ? input(statement, 'ids', 'uuid') : `any(${input(statement, 'ids', 'uuid[]')})`}`)
  return { text, name: createHash('sha256').update(text).digest('base64url').slice(0, 24), inputs: statement.slots }
}
