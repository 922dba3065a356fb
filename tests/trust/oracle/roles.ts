import type { Entity, Model } from '../../../metadata/model/model.ts'
import type { Dice } from './dice.ts'
import { randomCondition } from './conditions.ts'

type Doc = Record<string, unknown>
export const roleKeys = ['r1', 'r2', 'r3', 'r4'] as const

/** One to four roles with conditions on rows, and fields that they grant, leave out, or let be read only. */
export function randomRoles(at: Dice, model: Model): Record<string, Doc> {
  return Object.fromEntries(roleKeys.slice(0, 1 + at.int(roleKeys.length)).map((key) => [key, { may: randomMay(at, model) }]))
}

function randomMay(at: Dice, model: Model): Doc {
  const tops = [...model.entities.values()].filter(({ parent, key }) => !parent && key !== 'department')
  const rules = tops.flatMap((entity): [string, Doc][] => (at.chance(entity.key === 'user' ? 0.6 : 0.85) ? [[entity.key, randomRule(at, model, entity)]] : []))
  return { ...Object.fromEntries(rules), ...(at.chance(0.25) ? { '*': { read: true, ...(at.chance(0.5) ? { export: true, update: true } : {}) } } : {}) }
}

function randomRule(at: Dice, model: Model, entity: Entity): Doc {
  const may = (always: number, never: number): Doc[string] | undefined => (at.chance(never) ? (at.chance(0.5) ? false : undefined) : at.chance(always) ? true : randomCondition(at, { model, entity: entity.key, by: 'key' }))
  const paths = fieldPaths(model, entity)
  const narrowed = at.int(10)
  const rule: Doc = {
    read: may(0.35, 0.06), create: may(0.5, 0.4), update: may(0.4, 0.35), delete: may(0.4, 0.45), export: at.chance(0.7), import: at.chance(0.5),
    ...(narrowed < 4 ? { not_fields: at.some(paths, 0.25) } : narrowed < 6 ? { fields: ['name', ...at.some(paths, 0.6)] } : {}),
    ...(at.chance(0.25) ? { readonly_fields: at.some(paths, 0.25) } : {}),
  }
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined))
}

const fieldPaths = (model: Model, entity: Entity): string[] => [...entity.fields.values()].flatMap((field) => {
  const child = field.childEntity ? model.entities.get(field.childEntity) : undefined
  return [field.key, ...[...(child?.fields.keys() ?? [])].map((key) => `${field.key}.${key}`)]
})
