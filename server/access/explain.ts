import type { Model } from '../../metadata/model/model.ts'
import type { Database } from '../db/database.ts'
import { conditionsText } from '../db/query/conditions.ts'
import { bind } from '../db/query/compile.ts'
import type { Actor } from './actor.ts'
import { administrator, compileRights, ownerOf, rulesFor } from './compile-rights.ts'
import { grantsField, grantsWrite } from './field-grants.ts'
import type { EntityRights, Grant } from './rights.ts'

export type Action = 'read' | 'create' | 'update' | 'delete'
export interface Question { readonly actor: Actor; readonly entity: string; readonly id?: string; readonly field?: string; readonly action: Action }
/** Why one role does or does not allow it. `holds` null: no row was named, or it is not asked of a stored row. */
export interface RoleAnswer {
  readonly role: string
  readonly code: 'role.unknown' | 'role.silent' | 'role.everything' | 'role.always' | 'role.when'
  readonly condition: string | null
  readonly holds: boolean | null
  readonly field: boolean | null
}
export interface Explanation {
  readonly allowed: boolean
  readonly code: 'allowed' | 'allowed.some_rows' | 'denied.no_roles' | 'denied.no_grant' | 'denied.row' | 'denied.no_row' | 'denied.deleted' | 'denied.field' | 'denied.inputs' | 'denied.unknown'
  readonly roles: readonly RoleAnswer[]
}

/**
 * Why may somebody see or change this, or why not? Answered from the compiled rights and by the very conditions that reading uses.
 * For administrators: the answer tells conditions and whether a row exists, never values.
 */
export async function explain(at: { database: Database; model: Model; schema: string; now?: Date; today?: string }, question: Question): Promise<Explanation> {
  const entity = at.model.entities.get(question.entity)
  if (!entity || (question.field !== undefined && !entity.fields.has(question.field))) return { allowed: false, code: 'denied.unknown', roles: [] }
  const rights = compileRights(at.model, question.actor.roles).entity(entity.key)
  const row = question.id === undefined || !rights ? null : await rowAnswer(at, question, rights)
  const roles = question.actor.roles.map((role) => roleAnswer(at.model, question, { role, rights, row }))
  return { ...verdict(question, { rights, row, roles }), roles }
}

interface RowAnswer { readonly exists: boolean; readonly deleted: boolean; readonly holds: ReadonlyMap<number, boolean> }

async function rowAnswer(at: { database: Database; model: Model; schema: string; now?: Date; today?: string }, question: Question, rights: EntityRights): Promise<RowAnswer> {
  const target = { model: at.model, schema: at.schema, rights: compileRights(at.model, question.actor.roles) }
  const grants = rights[question.action]
  const prepared = conditionsText(target, question.entity, grants)
  const now = at.now ?? new Date()
  const inputs = { id: question.id, me: question.actor.kind === 'user' ? question.actor.id : null, now: now.toISOString(), today: at.today ?? now.toISOString().slice(0, 10) }
  const [row] = await at.database.query<Record<string, boolean | null>>(prepared.text, bind(prepared, inputs))
  return { exists: row !== undefined, deleted: row?.['deleted'] === true, holds: new Map(grants.map((grant, n) => [grant.id, row?.[`c${n}`] === true])) }
}

interface Known { readonly role: string; readonly rights: EntityRights | null; readonly row: RowAnswer | null }

function roleAnswer(model: Model, question: Question, { role, rights, row }: Known): RoleAnswer {
  if (role === administrator) return { role, code: 'role.everything', condition: null, holds: row && row.exists, field: question.field === undefined ? null : true }
  if (!model.documents.get('role')?.has(role)) return { role, code: 'role.unknown', condition: null, holds: null, field: null }
  const entity = model.entities.get(question.entity)
  const owner = entity && ownerOf(model, entity)
  const rule = owner && rulesFor(model, [role], owner.root.key)[0]?.rule
  const may = rule?.[question.action]
  if (!owner || !rule || may === undefined || may === false) return { role, code: 'role.silent', condition: null, holds: null, field: null }
  const grant = rights?.[question.action].find((one: Grant) => one.role === role)
  const path = owner.path + (question.field ?? '')
  const field = question.field === undefined ? null : question.action === 'read' ? grantsField(rule, path) : grantsWrite(rule, path)
  return { role, code: typeof may === 'string' ? 'role.when' : 'role.always', condition: typeof may === 'string' ? may : null, holds: row && grant ? (row.holds.get(grant.id) ?? false) : null, field }
}

function verdict(question: Question, known: { rights: EntityRights | null; row: RowAnswer | null; roles: readonly RoleAnswer[] }): Pick<Explanation, 'allowed' | 'code'> {
  const no = (code: Explanation['code']) => ({ allowed: false, code })
  const granting = known.roles.filter((role) => role.code === 'role.everything' || role.code === 'role.always' || role.code === 'role.when')
  if (question.actor.roles.length === 0) return no('denied.no_roles')
  if (granting.length === 0 || !known.rights) return no('denied.no_grant')
  if (known.row && !known.row.exists) return no('denied.no_row')
  if (known.row?.deleted) return no('denied.deleted')
  const holding = known.row ? granting.filter((role) => role.holds) : granting
  if (holding.length === 0) return no('denied.row')
  if (question.field !== undefined) {
    const withField = holding.filter((role) => role.field)
    if (withField.length === 0) return no('denied.field')
    if (!compiledGrant(question, known.rights, withField)) return no('denied.inputs')
  }
  return { allowed: true, code: known.row || holding.some((role) => role.code !== 'role.when') ? 'allowed' : 'allowed.some_rows' }
}

/** A role may name a field that is computed from what its holder may not read: the compiled rights leave it out. */
function compiledGrant(question: Question, rights: EntityRights, roles: readonly RoleAnswer[]): boolean {
  const field = rights.fields.get(question.field ?? '')
  const ids = question.action === 'read' ? field?.read : field?.write
  if (!ids || ids === 'never') return false
  return ids === 'always' || rights[question.action].some((grant) => ids.includes(grant.id) && roles.some((role) => role.role === grant.role))
}
