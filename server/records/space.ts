import { systemFields } from '../../metadata/base/name.ts'
import type { Entity, Model } from '../../metadata/model/model.ts'
import type { Actor } from '../access/actor.ts'
import type { EntityRights, FieldRights, Rights } from '../access/rights.ts'
import type { Database, Transaction } from '../db/database.ts'

/** A workspace at one version of its model: what every operation on records needs to know of its surroundings. */
export interface Space {
  readonly schema: string
  readonly database: Database
  readonly model: Model
  rights(roles: readonly string[]): Rights
  now(): Date
}
/** One write: everything in it happens in `tx`, or nothing does. */
export interface Session {
  readonly space: Space
  readonly tx: Transaction
  readonly actor: Actor
  /** The same instant for every rule of the request. */
  readonly now: Date
}

/** Field values by key, as wire values, and the system fields. Children are rows, links are ids. */
export interface Row { id: string; [field: string]: unknown }

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const tableOf = (space: Pick<Space, 'schema'>, table: string): string => `${quote(space.schema)}.${quote(table)}`

/** The record that a row of line items belongs to, up to the top. */
export function topEntity(model: Model, entity: Entity): Entity {
  const parent = entity.parent && model.entities.get(entity.parent.entity)
  return parent ? topEntity(model, parent) : entity
}

const everything: FieldRights = { read: 'always', write: 'always' }
const whole = new WeakMap<Entity, EntityRights>()

/** What the actor may do with an entity; null = for this actor it does not exist. */
export function rightsOf(space: Space, actor: Actor, entity: Entity): EntityRights | null {
  if (actor.kind !== 'system') return space.rights(actor.roles).entity(entity.key)
  const known = whole.get(entity)
  if (known) return known
  const grants = [{ role: 'system', id: 0, when: null }]
  const made: EntityRights = { read: grants, create: grants, update: grants, delete: grants, transitions: [], export: true, import: true, fields: new Map([...entity.fields.keys()].map((key) => [key, everything])) }
  whole.set(entity, made)
  return made
}

/** Is a right over grants given by one of those that hold on the row? */
export const granted = (right: readonly number[] | 'always' | 'never' | undefined, held: readonly number[]): boolean =>
  right !== undefined && right !== 'never' && (right === 'always' ? held.length > 0 : right.some((id) => held.includes(id)))

const system = new Set<string>(systemFields)
export const isSystemName = (name: string): boolean => name.startsWith('_') || system.has(name)
