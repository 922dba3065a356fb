import { equal } from '../../metadata/base/json.ts'
import type { Draft } from './draft.ts'
import type { Row } from './space.ts'

/** By field key: what it was and what it is. Lines as a whole, without what the system keeps. */
export type Changes = Record<string, readonly [old: unknown, now: unknown]>

export function changesOf({ entity, old, row }: Pick<Draft, 'entity' | 'old' | 'row'>): Changes {
  const changes: Changes = {}
  for (const key of entity.fields.keys()) {
    const [before, after] = [told(old?.[key]), told(row[key])]
    if (!equal(before, after) && !(empty(before) && empty(after))) changes[key] = [before, after]
  }
  return changes
}
const settled = new WeakMap<object, Changes>()
/** The same for a row that will not change any more. */
export function finalChanges(draft: Draft): Changes {
  const known = settled.get(draft) ?? changesOf(draft)
  settled.set(draft, known)
  return known
}
const empty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)
const told = (value: unknown): unknown => (Array.isArray(value) ? value.map((one: unknown) => (typeof one === 'object' && one !== null ? line(one as Row) : one)) : (value ?? null))
const line = (row: Row): Record<string, unknown> => Object.fromEntries(Object.entries(row).filter(([key]) => key !== '_parent' && key !== '_position'))
