import type { EntityRights, Grant } from '../../access/rights.ts'
import { column, entityOf, input, newList, newRow, rightsOf, type Row, type Statement, type Trust } from './statement.ts'

const isOpen = (rights: EntityRights | null): boolean => rights !== null && rights.read.some((grant) => grant.when === null)

/** May every row of the entity be read? Then a link to it needs no join to be shown. */
export const readsAll = (statement: Statement, entity: string, trust: Trust): boolean => trust === 'trusted' || isOpen(rightsOf(statement.target, entity))
export const readsNone = (statement: Statement, entity: string, trust: Trust): boolean => trust === 'actor' && (rightsOf(statement.target, entity)?.read.length ?? 0) === 0

/** The row's right to be seen: null = always. Line items have the right of the document that owns them. */
export function rowCondition(statement: Statement, row: Row, trust: Trust): string | null {
  if (trust === 'trusted') return null
  const rights = rightsOf(statement.target, row.entity)
  if (!rights || rights.read.length === 0) return 'false'
  if (isOpen(rights)) return null
  return anyOf(statement, row, rights.read)
}

export function anyOf(statement: Statement, row: Row, grants: readonly Grant[]): string {
  return `(${grants.map((grant) => grantCondition(statement, row, grant)).join(' or ')})`
}

export function grantCondition(statement: Statement, row: Row, grant: Grant): string {
  if (!grant.when) return 'true'
  const owner = owningRow(statement, row)
  const key = `${owner.alias}/${grant.id}`
  const known = statement.conditions.get(key)
  if (known) return known
  const text = `(${statement.write(statement, grant.when, { row: owner, trust: 'trusted' })})`
  statement.conditions.set(key, text)
  return text
}

/** The document that owns a line item (of a line item's line item too); the row itself otherwise. */
export function owningRow(statement: Statement, row: Row): Row {
  let owner = row
  while (entityOf(statement.target, owner.entity).parent) owner = parentRow(statement, owner)
  return owner
}

/** The row that a line item belongs to; joined when the statement does not have it yet. */
export function parentRow(statement: Statement, row: Row): Row {
  if (row.parent) return row.parent
  const parent = entityOf(statement.target, row.entity).parent
  if (!parent) throw new Error(`${row.entity} has no parent`)
  row.parent = addJoin(statement, row, { name: '^', entity: parent.entity, id: column(row, '_parent'), trust: 'trusted' })
  return row.parent
}

interface Link { readonly name: string; readonly entity: string; readonly id: string; readonly trust: Trust }

/**
 * The row that a link points to, joined once per path. A row that the actor may not read joins as nothing.
 * Rows in the bin do join, so that history stays readable; an opened link says `deleted`.
 */
export function addJoin(statement: Statement, from: Row, link: Link): Row {
  const open = readsAll(statement, link.entity, link.trust)
  const key = `${from.alias}.${link.name}${open ? '' : '?'}`
  const known = statement.joined.get(key)
  if (known) return known
  const inner = newList(statement)
  const row = newRow(statement, link.entity, { scope: inner })
  const on = [`${column(row, 'id')} = ${link.id}`]
  const condition = rowCondition(statement, row, open ? 'trusted' : link.trust)
  if (condition) on.push(condition)
  row.scope = from.scope
  row.linked = link.name !== '^'
  from.scope.items.push({ row, on, inner })
  statement.joined.set(key, row)
  return row
}

/** The acting user's id; null for guests and the system. */
export const meId = (statement: Statement): string => input(statement, 'me', 'uuid')
