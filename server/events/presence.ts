import type { Presence } from './append.ts'

/** Who has a record open, as far as this process has heard; everybody says it again before it is forgotten. */
export interface Present { readonly tab: string; readonly person: string; readonly name: string; readonly field: string | null }
export const forgottenAfter = 25_000

export interface Presences {
  heard(schema: string, presence: Presence): void
  /** Others than this person, one entry each: what he edits rather than that he looks. */
  at(place: Place, but: string): Present[]
  /** Is this person at the record himself? */
  includes(place: Place, person: string): boolean
}
export interface Place { readonly schema: string; readonly entity: string; readonly record: string }

export function createPresences(now: () => number): Presences {
  const places = new Map<string, Map<string, Present & { readonly until: number }>>()
  const keyOf = ({ schema, entity, record }: Place): string => `${schema} ${entity} ${record}`
  const alive = (place: Place): readonly Present[] => {
    const known = places.get(keyOf(place))
    if (!known) return []
    for (const [tab, { until }] of known) if (until < now()) known.delete(tab)
    if (known.size === 0) places.delete(keyOf(place))
    return [...known.values()]
  }
  return {
    heard: (schema, { entity, record, tab, person, name, field, gone }) => {
      const key = keyOf({ schema, entity, record })
      const known = places.get(key) ?? new Map()
      if (gone) known.delete(tab)
      else known.set(tab, { tab, person, name, field, until: now() + forgottenAfter })
      if (known.size > 0) places.set(key, known)
      else places.delete(key)
      // Pages that went without a word: looked through when there are many.
      if (places.size > 1_000) for (const [at, tabs] of places) if ([...tabs.values()].every(({ until }) => until < now())) places.delete(at)
    },
    at: (place, but) => {
      const each = new Map<string, Present>()
      for (const one of alive(place)) if (one.person !== but && (one.field !== null || !each.has(one.person))) each.set(one.person, one)
      return [...each.values()]
    },
    includes: (place, person) => alive(place).some((one) => one.person === person),
  }
}
