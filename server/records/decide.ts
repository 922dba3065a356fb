import { equal, isObject, pointer } from '../../metadata/base/json.ts'
import { type Problem, problem } from '../../metadata/base/problem.ts'
import { closest } from '../../metadata/base/closest.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import type { EntityRights } from '../access/rights.ts'
import { granted, isSystemName } from './space.ts'

/** Who writes what, where: everything that deciding about a request body needs. */
export interface Door {
  readonly entity: Entity
  readonly rights: EntityRights
  /** Ids of the grants that hold: on the row as it was for an update, all create grants for a new one. */
  readonly write: readonly number[]
  readonly read: readonly number[]
  readonly kind: 'create' | 'update'
  readonly path: string
  readonly old: Readonly<Record<string, unknown>> | null
  /** A stored value of a field as it was shown to who writes now. */
  readonly shown?: (field: Field, value: unknown) => unknown
  /** The row as it was shown, by names; only where the body names what is computed on reading. */
  readonly asRead?: Readonly<Record<string, unknown>> | undefined
  /** Names of the system that may stand in this body: `_version`, and `id` in lines. */
  readonly allowed: readonly string[]
  /** Document numbers may be given. */
  readonly numbers?: boolean
}
export interface Given { readonly values: Map<string, unknown>; readonly problems: Problem[] }

/** The values of a request body by field key, and everything that is wrong with it at once. Pure. */
export function readBody(door: Door, body: unknown): Given {
  const given: Given = { values: new Map(), problems: [] }
  if (!isObject(body)) {
    given.problems.push(problem('value.type', door.path, { expected: '{an_object}' }))
    return given
  }
  for (const [name, value] of Object.entries(body)) readEntry(door, given, { name, value })
  return given
}

function readEntry(door: Door, given: Given, { name, value }: { name: string; value: unknown }): void {
  const path = pointer(door.path, name)
  if (isSystemName(name)) {
    if (!door.allowed.includes(name)) given.problems.push(problem('record.system_field', path, { name }))
    return
  }
  const field = door.entity.fieldsByName.get(name)
  if (!field || !seen(door, field)) {
    given.problems.push(unknownField(door, name, path))
    return
  }
  if (unchanged(door, field, value)) return
  const refused = refusedBy(door, field)
  if (refused) given.problems.push(problem(refused, path, { field: field.label }))
  else readValue(given, field, { value, path })
}

/** A field without rights does not exist: its name is answered like one that nobody ever used. */
function seen(door: Door, field: Field): boolean {
  const rights = door.rights.fields.get(field.key)
  if (!rights) return false
  return granted(rights.read, door.read) || granted(rights.write, door.write)
}

/** A form may send back what it was given; that is no attempt to change it. What is hidden on this row was given as empty. */
function unchanged(door: Door, field: Field, value: unknown): boolean {
  const right = door.rights.fields.get(field.key)?.read
  if (!door.old || right === undefined) return false
  if (!granted(right, door.read)) return right.length > 0 && isEmpty(value)
  const old = door.old[field.key]
  if (field.childEntity) return false
  if (old === undefined) return door.asRead?.[field.name] !== undefined && equal(door.asRead[field.name], value)
  return equal(door.shown ? door.shown(field, old) : old, plainIds(field, value))
}

function refusedBy(door: Door, field: Field): 'record.computed_field' | 'record.readonly_field' | 'record.immutable_field' | null {
  if (door.numbers && field.type.computed === 'sequence') return null
  if (field.type.computed) return 'record.computed_field'
  if (field.readonly === true || !granted(door.rights.fields.get(field.key)?.write, door.write)) return 'record.readonly_field'
  return field.options.immutable === true && door.kind === 'update' ? 'record.immutable_field' : null
}

function readValue(given: Given, field: Field, { value, path }: { value: unknown; path: string }): void {
  if (value === null || value === undefined || value === '') {
    given.values.set(field.key, field.childEntity || field.relation?.kind === 'links' ? [] : null)
    return
  }
  if (field.childEntity) {
    if (Array.isArray(value)) given.values.set(field.key, value)
    else given.problems.push(problem('value.type', path, { expected: '{rows}' }))
    return
  }
  const read = field.type.read(plainIds(field, value), field.options)
  if (read.ok) given.values.set(field.key, read.value)
  else given.problems.push(...read.problems.map((one) => ({ ...one, path: `${path}${one.path}` })))
}

function unknownField(door: Door, name: string, path: string): Problem {
  const names = [...door.entity.fields.values()].filter((field) => seen(door, field)).map((field) => field.name)
  const near = closest(name, names)
  return problem('record.unknown_field', path, { name, near: near ?? '' }, near ? { fix: near } : {})
}

/** Links and files may come back as they were sent: opened, `{ id, title, … }`. */
function plainIds(field: Field, value: unknown): unknown {
  if (field.relation?.kind !== 'link' && field.relation?.kind !== 'links' && field.type.group !== 'file') return value
  const plain = (one: unknown) => (isObject(one) && typeof one['id'] === 'string' ? one['id'] : one)
  return Array.isArray(value) ? value.map(plain) : plain(value)
}

/** null, empty text and empty list: what `required` refuses. */
export const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
