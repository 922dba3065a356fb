import { types } from '../../metadata/base/value-type.ts'
import { type Env, evaluate } from '../../metadata/expressions/evaluate.ts'
import type { RecordValue, Scope } from '../../metadata/expressions/tree.ts'
import { toWire } from '../../metadata/expressions/wire.ts'
import type { Field } from '../../metadata/model/model.ts'
import { scopeOf } from '../../server/access/scope.ts'
import { smallModel } from '../server/query-model.ts'
import { dates, instants, numbers, type Random, times, words } from './expression-values.ts'

const number = { type: 'decimal', precision: 60, scale: 13 }
const money = { type: 'money', currency: 'EUR', scale: 6 }
/** Orders with lines, their parts, links three deep, two trees and a few values of every type. */
export const model = smallModel({
  user: { fields: { name: { type: 'text' }, ceiling: number, region: { type: 'link', to: 'region' }, client: { type: 'link', to: 'customer' }, badge: { type: 'link', to: 'tag' } }, title: 'name' },
  region: { fields: { name: { type: 'text' }, factor: number, opened: { type: 'date' }, upper: { type: 'link', to: 'region' } }, title: 'name', tree: 'upper' },
  tag: { fields: { name: { type: 'text' }, weight: number, hidden: { type: 'boolean' }, twice: { type: 'formula', formula: 'weight * 2', value: types.number } }, title: 'name' },
  customer: {
    fields: {
      name: { type: 'text' }, credit: money, since: { type: 'date' }, seen: { type: 'datetime' }, vip: { type: 'boolean' }, pause: { type: 'duration' }, region: { type: 'link', to: 'region' }, chief: { type: 'link', to: 'customer' }, badge: { type: 'link', to: 'tag' },
      tags: { type: 'links', to: 'tag', value: types.list(types.record('tag')) },
    },
    title: 'name', tree: 'chief',
  },
  order: {
    fields: {
      n: number, m: money, p: { type: 'percent', scale: 6 }, i: { type: 'integer' }, r: { type: 'rating' }, s: { type: 'text' }, t: { type: 'long_text' }, b: { type: 'boolean' }, c: { type: 'boolean' },
      d: { type: 'date' }, e: { type: 'date' }, h: { type: 'time' }, z: { type: 'datetime' }, y: { type: 'datetime' }, u: { type: 'duration' }, marks: { type: 'multi_choice' },
      customer: { type: 'link', to: 'customer' }, region: { type: 'link', to: 'region' }, keeper: { type: 'link', to: 'user' }, tags: { type: 'links', to: 'tag', value: types.list(types.record('tag')) }, lines: { type: 'children' },
      worth: { type: 'formula', formula: 'n + coalesce(customer.credit, sum([1, 2].map(x, x * n)))', value: types.number }, best: { type: 'formula', formula: 'max(lines, net)', value: types.number }, of: { type: 'lookup', formula: 'customer.name', value: types.text },
    },
    title: 's',
  },
  'order.lines': {
    parent: { entity: 'order', field: 'lines' }, title: 'note',
    fields: { qty: number, price: money, note: { type: 'text' }, open: { type: 'boolean' }, due: { type: 'date' }, item: { type: 'link', to: 'tag' }, parts: { type: 'children' },
      net: { type: 'formula', formula: 'qty * price', value: types.number }, above: { type: 'formula', formula: 'count(parent().lines.filter(l, l.qty > qty))', value: types.integer },
    },
  },
  'order.lines.parts': {
    parent: { entity: 'order.lines', field: 'parts' }, title: 'label',
    fields: { amount: { type: 'integer' }, label: { type: 'text' }, moment: { type: 'datetime' }, maker: { type: 'link', to: 'customer' } },
  },
}, {})

/** What an expression may be about. */
export const selves = ['order', 'order.lines', 'order.lines.parts'] as const
export const scopes: Readonly<Record<string, Scope>> = Object.fromEntries(selves.map((self) => [self, { ...scopeOf(model, self, { by: 'key', visible: () => true }), old: true }]))
export const now = '2026-02-28T23:59:59.123Z'
export const today = '2026-02-28'

interface Row extends RecordValue { readonly id: string; readonly [field: string]: unknown }
export interface World {
  /** Every row by entity, and for children the row that owns them. */
  readonly rows: ReadonlyMap<string, readonly Row[]>
  readonly owners: ReadonlyMap<string, Row>
  readonly me: string
}
const sizes: Readonly<Record<string, number>> = { region: 5, tag: 4, customer: 6, user: 3, order: 8 }

/** A world of rows; which values meet is chance. Links point to earlier rows of the same entity, so that trees are trees. */
export function randomWorld(random: Random): World {
  const rows = new Map<string, Row[]>()
  const owners = new Map<string, Row>()
  let last = 0
  const make = (entity: string): Row => {
    const row: Record<string, unknown> & { id: string } = { id: `00000000-0000-7000-8000-${String(++last).padStart(12, '0')}` }
    const own = rows.get(entity) ?? []
    for (const field of model.entities.get(entity)?.fields.values() ?? []) {
      if (field.formula) computed(row, field)
      else row[field.key] = field.childEntity ? children(field.childEntity, row) : valueOf(random, field, rows)
    }
    rows.set(entity, [...own, row])
    return row
  }
  /** What is computed along links is evaluated when it is asked for, as the database does. */
  const computed = (row: Record<string, unknown> & { id: string }, { key, formula, value }: Field): void => {
    if (formula) Object.defineProperty(row, key, { enumerable: true, get: () => toWire(evaluate(formula, envOf({ rows, owners, me: '' }, row)), value) })
  }
  const children = (entity: string, owner: Row): Row[] => Array.from({ length: random.below(4) }, () => {
    const row = make(entity)
    owners.set(row.id, owner)
    return row
  })
  for (const [entity, size] of Object.entries(sizes)) for (let n = 0; n < size; n++) make(entity)
  return { rows, owners, me: random.one(rows.get('user') ?? []).id }
}

function valueOf(random: Random, field: Field, rows: ReadonlyMap<string, readonly Row[]>): unknown {
  const relation = field.relation
  if (relation?.kind === 'links') return (rows.get(relation.to) ?? []).filter(() => random.below(3) === 0).map((row) => row.id)
  if (random.below(5) === 0) return null
  if (relation?.kind === 'link') return random.one(rows.get(relation.to) ?? [null as never])?.id ?? null
  return plain[field.type.name]?.(random) ?? null
}
const small = (random: Random): string => random.one(['0', '1', '-1', '0.1', '-2.5', '1.005', '12345.678901'])
const text = (random: Random): string => random.one(words)
const plain: Readonly<Record<string, (random: Random) => unknown>> = {
  decimal: (random) => random.one(numbers), money: small, percent: small, integer: (random) => random.below(7) - 3, rating: (random) => random.below(6), text, long_text: text,
  boolean: (random) => random.below(2) === 0, date: (random) => random.one(dates), time: (random) => random.one(times), datetime: (random) => random.one(instants),
  duration: (random) => random.one([0, 1, -1, 86_400, 90_061, -3600]), multi_choice: (random) => random.one([['a', 'b'], [], ['a', ''], ['ß']]),
}

/** What evaluation knows of a row of the world: itself, the row that owns it, and everything that a link leads to. */
export function envOf(world: World, self: Row): Env {
  const find = (entity: string, id: string): Row | undefined => world.rows.get(entity)?.find((row) => row.id === id)
  const within = (entity: string, id: string, top: string): boolean => {
    const tree = model.entities.get(entity)?.tree ?? ''
    for (let at: string | null = id; at !== null; at = (find(entity, at)?.[tree] as string | null | undefined) ?? null) if (at === top) return true
    return false
  }
  return { self, old: self, parent: world.owners.get(self.id) ?? null, me: find('user', world.me) ?? null, today, now, within, lookup: (entity, id) => find(entity, id) ?? null }
}
