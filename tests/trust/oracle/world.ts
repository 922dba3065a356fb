import type { Layer, Model, Entity, Field } from '../../../metadata/model/model.ts'
import { compileModel } from '../../../metadata/model/compile.ts'
import { readTemplate } from '../../../server/templates/service.ts'
import { days, words } from './conditions.ts'
import { type Dice, dice } from './dice.ts'
import { layerOf, randomEntities } from './layer.ts'
import { randomRoles, roleKeys } from './roles.ts'
import { trustedView } from './view.ts'

/** A row as it is, whoever looks: wire values by field key; links are ids, line items rows. */
export interface Raw { readonly id: string; [field: string]: unknown }
export type Rows = Map<string, Raw[]>
export interface World {
  readonly number: number
  readonly layer: Layer
  readonly model: Model
  readonly roles: Readonly<Record<string, RoleDoc>>
  /** By key of the entity that has a list of its own. */
  readonly rows: Rows
  /** Those of the users who ask. */
  readonly people: readonly Person[]
}
export interface Person { readonly id: string; roles: readonly string[] }
export interface RoleDoc { readonly may?: Readonly<Record<string, Rule>> }
export interface Rule {
  readonly read?: boolean | string; readonly create?: boolean | string; readonly update?: boolean | string; readonly delete?: boolean | string
  readonly export?: boolean; readonly import?: boolean
  readonly fields?: readonly string[]; readonly not_fields?: readonly string[]; readonly readonly_fields?: readonly string[]
}

const owns = ({ parent, key }: Entity): boolean => !parent && key !== 'user' && key !== 'department'
export const ownEntities = (model: Model): Entity[] => [...model.entities.values()].filter(owns)

async function modelOf(layer: Layer): Promise<Model> {
  const base = await readTemplate('base')
  if (!base.ok) throw new Error('The base layer cannot be read')
  const compiled = compileModel([base.value, layer])
  if (!compiled.ok) throw new Error(`A random layer does not compile: ${JSON.stringify(compiled.problems.slice(0, 3))}`)
  return compiled.model
}

/** The world of a seed: metadata, roles, who has which of them, and at most 200 rows. `users` are the people that there are. */
export async function randomWorld(seed: number, { number, users }: { number: number; users: readonly Raw[] }): Promise<World> {
  const at = dice(seed)
  const entities = randomEntities(at, `w${number}`)
  const roles = randomRoles(at, await modelOf(layerOf(entities, {}))) as Record<string, RoleDoc>
  const layer = layerOf(entities, roles as Record<string, Record<string, unknown>>)
  const model = await modelOf(layer)
  const people = users.slice(0, crowd).map(({ id }) => ({ id, roles: rolesOf(at) }))
  const named = users.map((user, n) => (n < crowd ? { ...user, name: words[n % words.length]!, roles: people[n]!.roles, manager: at.chance(0.3) ? null : at.pick(users).id } : user))
  const world: World = { number, layer, model, roles, people, rows: new Map([['user', named]]) }
  addRows(at, world)
  computeStored(world)
  return world
}
/** How many people there are who ask. */
export const crowd = 5
const rolesOf = (at: Dice): string[] => {
  const some = at.some(roleKeys, 0.45)
  return some.length > 0 ? some : [at.pick(roleKeys.slice(0, 2))]
}

export const idOf = (number: number, n: number): string => `019b0000-${String(number % 10_000).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`
const clock = (n: number): string => new Date(Date.UTC(2026, 0, 5) + n * 3_600_000).toISOString()

function addRows(at: Dice, world: World): void {
  const entities = ownEntities(world.model)
  let n = 1
  const ids = new Map(entities.map(({ key }) => [key, Array.from({ length: 3 + at.int(Math.min(24, Math.floor(150 / entities.length))) }, () => idOf(world.number, n++))]))
  ids.set('user', world.rows.get('user')!.map(({ id }) => id))
  const random = { at, ids, line: () => idOf(world.number, n++) }
  for (const entity of entities) world.rows.set(entity.key, ids.get(entity.key)!.map((id, nth) => randomRow(random, world, { entity, id, nth })))
}
export interface Random { readonly at: Dice; readonly ids: ReadonlyMap<string, readonly string[]>; readonly line: () => string }

function randomRow(random: Random, world: World, { entity, id, nth }: { entity: Entity; id: string; nth: number }): Raw {
  const { at } = random
  const who = (): string | null => (at.chance(0.3) ? null : at.pick(world.people).id)
  const row: Raw = { id, _version: 1 + at.int(2), _created_at: clock(at.int(6)), _updated_at: clock(10 + at.int(6)), _created_by: who(), _updated_by: who(), _owner: who(), _deleted_at: at.chance(0.13) ? clock(30) : null }
  for (const field of entity.fields.values()) if (!field.type.computed) row[field.key] = field.key === 'code' ? `${entity.key}-${nth}` : randomValue(random, world, field)
  return row
}

const texts = [...words, ...words, ...words, "=1+1", '+ab', '-5', '@cd', "'=b", '100%', 'a_c'] as const
/** A value that the field may hold, by key; null now and then. */
export function randomValue(random: Random, { model }: Pick<World, 'model'>, field: Field): unknown {
  const { at, ids } = random
  if (field.childEntity) {
    const child = model.entities.get(field.childEntity)!
    const count = at.int(4)
    return Array.from({ length: count }, () => ({ id: random.line(), ...Object.fromEntries([...child.fields.values()].filter(({ type }) => !type.computed).map((one) => [one.key, randomValue(random, { model }, one)])) }))
  }
  if (field.relation?.kind === 'links') return [...new Set(Array.from({ length: at.int(4) }, () => at.pick(ids.get((field.relation as { to: string }).to)!)))]
  if (at.chance(0.17)) return null
  if (field.relation?.kind === 'link') return at.pick(ids.get(field.relation.to)!)
  return simpleValue(at, field)
}

export function simpleValue(at: Dice, field: Field): unknown {
  switch (field.type.name) {
    case 'text': return at.pick(texts)
    case 'choice': return at.pick(Object.keys(field.options.options as object))
    case 'decimal': return at.pick(['0', '1', '2.5', '12.25', '-3', '40', '40.1', '7'])
    case 'integer': return at.int(6)
    case 'date': return at.pick(days)
    case 'boolean': return at.chance(0.5)
    default: return null
  }
}

/** What formulas over a record's own values give is kept with the record. */
export function computeStored(world: World, only?: ReadonlySet<string>): void {
  const stored = [...world.model.entities.values()].map((entity) => ({ entity, fields: [...entity.fields.values()].filter(({ formula, stored: kept }) => formula && kept) })).filter(({ fields }) => fields.length > 0)
  // Lines come first, and a formula may look at another: as many rounds as there can be of them in a row.
  for (let round = 0; round < 5; round++) {
    const view = trustedView(world)
    for (const { entity, fields } of stored) for (const { raw, record, parent } of view.everything(entity.key)) {
      if (only && !only.has(raw.id)) continue
      for (const field of fields) raw[field.key] = view.value(field.formula!, { record, parent }, field.value)
    }
  }
}
