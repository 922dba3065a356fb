import fc from 'fast-check'
import type { Entity } from '../../../metadata/model/model.ts'
import type { Ask } from './answer.ts'
import { type Path, pathsFrom, randomCondition, words } from './conditions.ts'
import { dice } from './dice.ts'
import { exists } from './context.ts'
import { ownEntities, type World } from './world.ts'
import type { View } from './view.ts'

export type Form = 'list' | 'one' | 'pages' | 'export' | 'groups'
export interface Question { readonly person: number; readonly form: Form; readonly ask: Ask; readonly size: number }

/** Texts to make questions of: mostly of what the person may see, some of what he may not. */
interface Pool { readonly conditions: string[]; readonly sorts: string[]; readonly groups: string[]; readonly measures: string[]; readonly fields: string[]; readonly opened: string[]; readonly ids: string[] }

export function poolFor(world: World, view: View, { entity, seed }: { entity: Entity; seed: number }): Pool {
  const at = dice(seed)
  const place = { model: world.model, entity: entity.key, by: 'name' as const }
  const seen = { ...place, visible: (of: string, field: string) => exists(view, of, field) && (view.rights?.granting(of, 'read').length ?? 1) > 0 }
  const paths = (depth: number): Path[] => [...pathsFrom(seen, depth), ...at.some(pathsFrom(place, depth), 0.06)]
  const flat = paths(2).filter(({ type }) => type.kind !== 'list')
  const of = (...kinds: string[]): string[] => flat.filter(({ type }) => kinds.includes(type.kind)).map(({ text }) => text)
  const lists = paths(1).filter(({ type }) => type.kind === 'list')
  const below = lists.flatMap(({ text, type }) => (type.kind === 'list' && type.of.kind === 'record' ? pathsFrom({ ...(at.chance(0.9) ? seen : place), entity: type.of.entity }, 1).map((one) => `${text}.${one.text}`) : []))
  const opened = [...of('record'), ...lists.map(({ text }) => text), ...below.filter((text) => text.endsWith('part') || text.endsWith('first'))].filter((text) => text.split('.').length <= 3)
  return {
    conditions: Array.from({ length: 40 }, () => randomCondition(at, at.chance(0.9) ? seen : place)),
    sorts: ['id', ...flat.map(({ text }) => text), ...of('number').map((text) => `${text} * 2`)],
    groups: [...of('text', 'boolean', 'date', 'record', 'number'), ...of('date').map((text) => `month(${text})`), ...of('number').map((text) => `${text} > 5`)],
    measures: ['count', ...of('number').flatMap((text) => ['sum', 'average', 'min', 'max'].map((name) => `${name}(${text})`)), ...of('text', 'date', 'record').map((text) => `count_distinct(${text})`), ...of('text', 'date').flatMap((text) => [`min(${text})`, `count(${text})`])],
    fields: ['id', 'title', ...paths(2).map(({ text }) => text), ...below].filter((text) => text.split('.').length <= 4), opened: opened.length > 0 ? opened : ['id'],
    ids: (world.rows.get(entity.key) ?? []).map(({ id }) => id),
  }
}

/** Any question of any of the people about any of the entities. */
export function questions(world: World, views: readonly View[], seed: number): fc.Arbitrary<Question> {
  const entities = [...ownEntities(world.model), world.model.entities.get('user')!]
  const pools = new Map<string, Pool>()
  const pool = (person: number, entity: Entity): Pool => {
    const key = `${person} ${entity.key}`
    const made = pools.get(key) ?? poolFor(world, views[person]!, { entity, seed: seed + pools.size })
    pools.set(key, made)
    return made
  }
  const readable = (person: number): Entity[] => entities.filter(({ key }) => (views[person]!.rights?.granting(key, 'read').length ?? 0) > 0)
  return fc.tuple(fc.nat(views.length - 1), fc.nat(19)).chain(([person, luck]) => {
    const some = luck > 0 && readable(person).length > 0 ? readable(person) : entities
    return fc.constantFrom(...some).chain((entity) => questionOf(person, entity, pool(person, entity)))
  })
}

const joined = (texts: readonly string[], most: number): fc.Arbitrary<string> => fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: most }).map((all) => all.join(','))
/** Left out more often than not, so that a question has few parts. */
const maybe = <T>(weight: number, one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary: one })

function questionOf(person: number, entity: Entity, pool: Pool): fc.Arbitrary<Question> {
  const filter = fc.array(fc.tuple(fc.constantFrom(...pool.conditions), fc.constantFrom('&&', '||')), { minLength: 1, maxLength: 3 }).map((parts) => parts.map(([text, sign], n) => (n === 0 ? `(${text})` : `${sign} (${text})`)).join(' '))
  const sort = fc.uniqueArray(fc.tuple(fc.constantFrom(...pool.sorts), fc.boolean()), { minLength: 1, maxLength: 3, selector: ([text]) => text }).map((all) => all.map(([text, down]) => (down ? `-${text}` : text)).join(','))
  const search = fc.uniqueArray(fc.constantFrom(...words, '%', '_', 'a', '-5', 'zz'), { minLength: 1, maxLength: 2 }).map((all) => all.join(' '))
  const deleted = fc.constantFrom('only', 'with')
  const rows = fc.record({ fields: maybe(5, joined(pool.fields, 6)), expand: maybe(3, joined(pool.opened, 2)), filter: maybe(6, filter), sort: maybe(5, sort), search: maybe(2, search), deleted: maybe(1, deleted) })
  const groups = fc.record({ filter: maybe(4, filter), search: maybe(1, search), deleted: maybe(1, deleted), ...(pool.groups.length > 0 ? { group: maybe(8, joined(pool.groups, 3)) } : {}), measures: joined(pool.measures, 4) })
  const forms: fc.Arbitrary<{ form: Form; parts: Partial<Ask> }>[] = [
    rows.map((parts) => ({ form: 'list', parts: given(parts) })), rows.map((parts) => ({ form: 'list', parts: given(parts) })), groups.map((parts) => ({ form: 'groups', parts: given(parts) })),
    fc.tuple(rows, fc.constantFrom(...pool.ids)).map(([{ fields, expand }, id]) => ({ form: 'one', parts: { ...(fields === undefined ? {} : { fields }), ...(expand === undefined ? {} : { expand }), id } })),
    rows.map((parts) => ({ form: 'pages', parts: { ...given({ ...parts, expand: undefined }), fields: 'id' } })),
    rows.map((parts) => ({ form: 'export', parts: given({ ...parts, fields: undefined, expand: undefined }) })),
  ]
  return fc.tuple(fc.oneof(...forms), fc.integer({ min: 1, max: 7 })).map(([{ form, parts }, size]) => ({ person, form, size, ask: { ...given(parts), entity: entity.key } }))
}
const given = (parts: object): Partial<Ask> => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
