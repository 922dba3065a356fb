import type { Field, Model } from '../../../metadata/model/model.ts'
import { compileExpression } from '../../../metadata/expressions/compile.ts'
import { types } from '../../../metadata/base/value-type.ts'
import type { Dice } from '../oracle/dice.ts'
import { inputsOf, scopeFor, stepsIn } from '../oracle/rights.ts'
import { type View, viewOf } from '../oracle/view.ts'
import { computeStored, idOf, ownEntities, type Person, type Raw, simpleValue, type World } from '../oracle/world.ts'

/** Stands in hidden texts only; no answer may hold it. */
export const canary = 'canary'

/**
 * Two worlds that are the same to one person: they differ in cells and rows that he may not see, and that no condition of his
 * roles looks at. Null when they came out different for him after all.
 */
export function twoWorlds(at: Dice, world: World, person: Person): [World, World] | null {
  const law = lawOf(world, person)
  const make = (mark: string): World => changedFor(at, world, { person, law, mark })
  const pair: [World, World] = [make('one'), make('two')]
  const [a, b] = pair.map((one) => projection(one, person))
  return a === b ? pair : null
}

/** Worlds differ in what a hidden text says, in what it begins with, and in the order of several. */
const hiddenText = (mark: string, n: number): string => (mark === 'one' ? `a${canary}-one-${1000 + n}` : `z${canary}-two-${9000 - n}`)
/** Words that stand in hidden texts of one of the two worlds only. */
export const tellingWords = [`${canary}-one`, `${canary}-two`] as const

interface Law { readonly fields: ReadonlySet<string>; readonly entities: ReadonlySet<string> }
/** What the conditions of the person's roles look at, through any number of computed fields. */
function lawOf({ model, roles }: World, person: Person): Law {
  const fields = new Set<string>()
  const look = (entity: string, key: string): void => {
    const field = model.entities.get(entity)?.fields.get(key)
    if (!field || fields.has(`${entity}/${key}`)) return
    fields.add(`${entity}/${key}`)
    for (const input of inputsOf(model, field)) look(input.entity, input.field)
  }
  for (const role of person.roles) for (const [key, rule] of Object.entries(roles[role]?.may ?? {})) for (const action of ['read', 'create', 'update', 'delete'] as const) {
    const text = rule[action]
    if (typeof text !== 'string') continue
    const compiled = compileExpression(text, scopeFor(model, key, { by: 'key', visible: () => true }), types.boolean)
    if (compiled.ok) for (const step of stepsIn(compiled.value)) look(step.entity, step.field)
  }
  return { fields, entities: new Set([...fields].map((one) => one.split('/')[0]!.split('.')[0]!)) }
}

interface Changing { readonly person: Person; readonly law: Law; readonly mark: string }
function changedFor(at: Dice, world: World, { person, law, mark }: Changing): World {
  const view = viewOf(world, person)
  const next: World = { ...world, rows: structuredClone(world.rows) }
  let n = 0
  const hidden = (field: Field): unknown => (field.type.name === 'text' ? hiddenText(mark, n++) : field.relation ? null : simpleValue(at, field))
  for (const entity of ownEntities(world.model)) {
    const rows = next.rows.get(entity.key)!
    for (const raw of rows) {
      const held = view.record(entity.key, raw.id) ? view.held(entity.key, raw.id)! : []
      for (const field of entity.fields.values()) change({ model: world.model, view, law, at, hidden }, { raw, field, held })
    }
    if (!law.entities.has(entity.key)) addHidden(at, next, { view, key: entity.key, mark })
  }
  computeStored(next)
  return next
}

interface Tools { readonly model: Model; readonly view: View; readonly law: Law; readonly at: Dice; readonly hidden: (field: Field) => unknown }
function change(tools: Tools, { raw, field, held }: { raw: Raw; field: Field; held: readonly string[] }): void {
  const { law, view, at, model } = tools
  if (field.type.computed || field.key === 'code' || law.fields.has(`${field.entity}/${field.key}`)) return
  const seen = view.rights!.readers(field.entity, field.key).some((role) => held.includes(role))
  const child = field.childEntity ? model.entities.get(field.childEntity)! : null
  if (child) {
    for (const line of (raw[field.key] ?? []) as Raw[]) for (const one of child.fields.values()) change(tools, { raw: line, field: one, held: seen ? held : [] })
    return
  }
  if (field.relation?.kind === 'links') { if (!seen && at.chance(0.5)) raw[field.key] = []; return }
  const target = field.relation?.kind === 'link' ? field.relation.to : null
  if (target && seen && raw[field.key] !== null && view.record(target, String(raw[field.key])) === null && at.chance(0.5)) raw[field.key] = null
  if (!seen && (field.type.name === 'text' || at.chance(0.6))) raw[field.key] = tools.hidden(field)
}
/** More rows like some that are out of sight. */
function addHidden(at: Dice, world: World, { view, key, mark }: { view: View; key: string; mark: string }): void {
  const rows = world.rows.get(key)!
  const out = rows.filter(({ id }) => view.record(key, id) === null)
  const child = [...world.model.entities.get(key)!.fields.values()].filter(({ childEntity }) => childEntity)
  if (out.length === 0) return
  for (let n = 0; n < at.int(4); n++) {
    const id = idOf(world.number, 0x10000 + rows.length + (mark === 'one' ? 0 : 0x8000) + key.charCodeAt(0) * 0x100000)
    rows.push({ ...structuredClone(at.pick(out)), id, code: `${canary}-${id}`, ...Object.fromEntries(child.map((field) => [field.key, []])) })
  }
}

/** All that a person may see and do of the records that there are, worked out by the naive evaluator. */
function projection(world: World, person: Person): string {
  const view = viewOf(world, person)
  const trusted = viewOf(world, { id: person.id, roles: person.roles })
  return JSON.stringify(ownEntities(world.model).map(({ key }) => view.everything(key).map(({ record, raw }) => [record, view.held(key, raw.id), trusted.record(key, raw.id) !== null])))
}
