import { Decimal, digits, readNumber } from '../../metadata/expressions/numbers.ts'
import type { GroupReply } from '../../metadata/api/records.ts'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { filterKind } from '../model/field-view.ts'
import { conditionText } from './filter.ts'

/** A group of a list: what its records have in common, what they add up to, and the groups within. */
export interface Group { readonly key: string; readonly level: number; readonly field: ClientField; readonly value: unknown; readonly count: number; readonly sums: Readonly<Record<string, string | null>>; readonly groups: readonly Group[]; readonly filter: string }

/** How the server is asked for a level: dates by their month, all else by its value. */
export const groupText = (field: ClientField): string => (field.value.kind === 'date' ? `start_of_month(${field.name})` : field.name)

/** The condition that the records of a group meet. */
export function conditionOf(field: ClientField, value: unknown): string {
  const plain = isObject(value) ? String(value['id']) : value
  if (plain === null || plain === undefined) return `${field.name} == null`
  if (field.value.kind === 'date') return `${groupText(field)} == date('${String(plain)}')`
  return conditionText({ field: field.name, operator: 'eq', value: typeof plain === 'number' ? String(plain) : (plain as string | boolean) }, filterKind(field))
}

interface Asked { readonly fields: readonly ClientField[]; readonly sums: readonly ClientField[] }
/** One grouped answer → groups within groups; the outer ones add up their inner ones exactly. */
export function groupTree(reply: GroupReply, { fields, sums }: Asked): readonly Group[] {
  const build = (rows: GroupReply['groups'], level: number, above: { key: string; filter: string }): readonly Group[] => {
    const field = fields[level]
    if (!field) return []
    const found = new Map<string, GroupReply['groups'][number][]>()
    for (const row of rows) {
      const text = keyOf(row.by[groupText(field)])
      found.set(text, [...(found.get(text) ?? []), row])
    }
    return [...found].map(([text, inner]): Group => {
      const value = inner[0]?.by[groupText(field)] ?? null
      const place = { key: `${above.key}/${text}`, filter: [above.filter, conditionOf(field, value)].filter(Boolean).join(' && ') }
      const added = (name: string): string | null => addUp(inner.map((row) => row.measures[name] ?? null))
      return { ...place, level, field, value, count: Number(added('count') ?? 0), sums: Object.fromEntries(sums.map((one) => [one.name, added(`sum(${one.name})`)])), groups: build(inner, level + 1, place) }
    })
  }
  return build(reply.groups, 0, { key: '', filter: '' })
}
const keyOf = (value: unknown): string => JSON.stringify(isObject(value) ? value['id'] : (value ?? null))
function addUp(values: readonly (string | number | null)[]): string | null {
  const numbers = values.flatMap((value) => (value === null ? [] : (readNumber(String(value)) ?? [])))
  return numbers.length ? digits(numbers.reduce((sum, value) => sum.plus(value), new Decimal(0))) : null
}
/** The innermost groups: those with rows. */
export const leavesOf = (groups: readonly Group[]): readonly Group[] => groups.flatMap((group) => (group.groups.length ? leavesOf(group.groups) : [group]))
