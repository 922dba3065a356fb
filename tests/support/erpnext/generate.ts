import { holds } from '../../../metadata/expressions/evaluate.ts'
import type { Entity, Field, Model } from '../../../metadata/model/model.ts'

export type Body = Record<string, unknown>
/** What a value needs of the world: records to link to, a file that nobody has yet. */
export interface Supply {
  readonly model: Model
  /** A record of the entity; `fresh`: one that no other record links to. Null where one is being made already. */
  record(entity: string, fresh: boolean): Promise<string | null>
  file(): Promise<string>
  /** Bodies that were sent, by id: what conditions along links look at. */
  readonly sent: ReadonlyMap<string, Body>
}
/** `all`: every field that a person may fill; `needed`: what the record cannot do without. */
export type Extent = 'all' | 'needed'

let serial = 0
/** A body that meets every rule of the entity: valid values, links to real records, nothing that its conditions hide or lock. */
export async function bodyFor(supply: Supply, entity: Entity, extent: Extent, parent: Body | null = null): Promise<Body> {
  const body: Body = {}
  for (const field of entity.fields.values()) {
    if (!writable(field) || (extent === 'needed' && field.required === false)) continue
    const value = await valueFor(supply, field, { extent, body })
    if (value !== null) body[field.name] = value
  }
  return withoutLocked(supply, entity, { body, parent })
}
export const writable = (field: Field): boolean => field.readonly !== true && !field.type.computed && !field.formula

/** Fields that are not shown, or locked, are left out; that may hide others in turn. */
function withoutLocked({ sent }: Supply, entity: Entity, { body, parent }: { body: Body; parent: Body | null }): Body {
  const lookup = (_: string, id: string) => ({ id, ...sent.get(id) })
  for (let left = entity.fields.size; left > 0; left--) {
    const self = { id: 'new', ...defaults(entity), ...body }
    const env = { self, parent: parent && { id: null, ...parent }, me: null, today: '2026-01-01', now: '2026-01-01T00:00:00.000Z', lookup }
    const locked = [...entity.fields.values()].find((f) => f.name in body && ((f.visible && !holds(f.visible, env)) || (typeof f.readonly === 'object' && holds(f.readonly, env))))
    if (!locked) break
    delete body[locked.name]
  }
  return body
}
const defaults = (entity: Entity): Body =>
  Object.fromEntries([...entity.fields.values()].flatMap(({ key, default: start }) => (start?.kind === 'literal' ? [[key, start.type.kind === 'number' ? Number(start.value) : start.value]] : [])))

interface At { readonly extent: Extent; readonly body: Body }
async function valueFor(supply: Supply, field: Field, { extent, body }: At): Promise<unknown> {
  const { relation } = field
  if (field.type.group === 'file') return field.type.name === 'files' ? [await supply.file()] : supply.file()
  if (!relation) return plainValue(field)
  if (relation.kind === 'children') return [await bodyFor(supply, supply.model.entities.get(field.childEntity!)!, extent, body)]
  const target = relation.kind === 'dynamic' ? (relation.to[0] === '*' ? 'user' : relation.to[0]!) : relation.to
  const id = await supply.record(target, field.options.unique === true)
  if (id === null) return null
  return relation.kind === 'link' ? id : relation.kind === 'links' ? [id] : { entity: supply.model.entities.get(target)!.name, id }
}

/** A valid value of a type without relations; each call gives another where the type has more than a few. */
export function plainValue(field: Field): unknown {
  serial++
  const make = Object.hasOwn(values, field.type.name) ? values[field.type.name] : undefined
  return make ? make(field, serial) : field.type.examples.good[0]
}
const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + (n % 365))).toISOString().slice(0, 10)
const number = (n: number, scale: number): string => (scale > 0 ? `${n}.5` : String(n))
const sources: Readonly<Record<string, string>> = { entities: 'user', roles: 'administrator', languages: 'en', time_zones: 'UTC', currencies: 'EUR' }
type Options = Readonly<{ options?: Record<string, unknown>; source?: string; scale?: number; max?: number; max_length?: number }>
const values: Readonly<Record<string, (field: Field, n: number) => unknown>> = {
  text: ({ label, options }, n) => `${n} ${label}`.slice(0, (options as Options).max_length),
  long_text: ({ label }, n) => `${label}\n${n} ä 中 ' " \\`,
  rich_text: ({ label }, n) => `**${label}** ${n}`,
  email: (_, n) => `person.${n}@example.org`,
  phone: (_, n) => `+49 30 ${1_000_000 + n}`,
  url: (_, n) => `https://example.org/${n}`,
  barcode: (_, n) => `A-${n}`,
  integer: (_, n) => n,
  rating: (_, n) => n % 5,
  decimal: ({ options }, n) => number(n, (options as Options).scale ?? 0),
  percent: ({ options }, n) => number(n % 100, (options as Options).scale ?? 0),
  money: ({ options }, n) => number(n, (options as Options).scale ?? 0),
  boolean: () => true,
  choice: ({ options }) => choice(options as Options),
  multi_choice: ({ options }) => [choice(options as Options)],
  date: (_, n) => day(n),
  time: (_, n) => `${String(n % 24).padStart(2, '0')}:30:00`,
  datetime: (_, n) => `${day(n)}T08:30:00.000Z`,
  duration: (_, n) => 60 * n,
}
const choice = ({ options = {}, source }: Options): unknown => (source ? sources[source] : Object.keys(options)[0])
