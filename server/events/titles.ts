import { isObject } from '../../metadata/base/json.ts'
import type { Entity, Model } from '../../metadata/model/model.ts'
import { seenBy } from '../notices/sight.ts'
import type { Reading } from '../records/list.ts'
import type { Reader } from '../records/run-query.ts'
import type { HistoryEntry } from './history.ts'

/** By id: what the records that a history names are called, of those that the reader may read. */
export async function titlesIn(reading: Reading, reader: Reader, entity: Entity, entries: readonly HistoryEntry[]): Promise<Record<string, string>> {
  const named = entries.flatMap((entry) => spotsIn(reader.model, entity, entry.changes))
  const seen = await seenBy(reading, reader, named)
  return Object.fromEntries([...seen].map(([key, { title }]) => [key.slice(key.indexOf('/') + 1), title]))
}
interface Spot { readonly entity: string; readonly record: string }
function spotsIn(model: Model, entity: Entity, changes: Readonly<Record<string, unknown>>): Spot[] {
  return Object.entries(changes).flatMap(([name, change]) => {
    const field = entity.fieldsByName.get(name)
    if (!field || !Array.isArray(change)) return []
    const child = field.childEntity ? model.entities.get(field.childEntity) : undefined
    if (child) return change.flat().flatMap((line: unknown) => (isObject(line) ? spotsIn(model, child, Object.fromEntries(Object.entries(line).map(([key, value]) => [key, [value]]))) : []))
    const { relation } = field
    if (relation?.kind === 'link' || relation?.kind === 'links') return change.flat().flatMap((id: unknown) => (typeof id === 'string' ? [{ entity: relation.to, record: id }] : []))
    if (relation?.kind === 'dynamic') return change.flatMap((value: unknown) => { const target = isObject(value) ? model.entities.get(String(value['entity'])) ?? model.byName.get(String(value['entity'])) : undefined; return target && isObject(value) ? [{ entity: target.key, record: String(value['id']) }] : [] })
    return []
  })
}
