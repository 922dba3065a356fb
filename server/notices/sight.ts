import type { Row } from '../../metadata/api/records.ts'
import { isObject } from '../../metadata/base/json.ts'
import { canRead } from '../db/query/statement.ts'
import type { Reading } from '../records/list.ts'
import { valueOf } from '../records/request-space.ts'
import type { Reader } from '../records/run-query.ts'

/** A record that somebody may be shown something of, and the field that must name him, if any. */
export interface Spot { readonly entity: string; readonly record: string; readonly field?: string | null }
export interface Seen { readonly title: string; readonly row: Row }
const atOnce = 100
export const spotKey = ({ entity, record }: Spot): string => `${entity}/${record}`

/** Those of the records that the reader may read now, with their titles: one query for each entity, by the compiler that all reading uses. */
export async function seenBy(reading: Reading, reader: Reader, spots: readonly Spot[]): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>()
  for (const entity of new Set(spots.map((spot) => spot.entity))) {
    const own = spots.filter((spot) => spot.entity === entity)
    const model = reader.model.entities.get(entity)
    if (!model || model.parent || (reader.rights.entity(entity)?.read.length ?? 0) === 0) continue
    const ids = [...new Set(own.map(({ record }) => record))]
    const fields = [...new Set(own.flatMap(({ field }) => field ?? []))].flatMap((key) => (canRead(reader, entity, key) ? [model.fields.get(key)!.name] : []))
    for (let at = 0; at < ids.length; at += atOnce) {
      const some = ids.slice(at, at + atOnce)
      const parameters = { fields: ['title', ...fields].join(','), filter: `id in [${some.map((id) => `'${id}'`).join(', ')}]`, size: String(atOnce), count: 'none' }
      const { rows } = valueOf(await reading.list(reader, entity, parameters))
      for (const row of rows) seen.set(spotKey({ entity, record: row.id }), { title: typeof row['title'] === 'string' ? row['title'] : '', row })
    }
  }
  return seen
}

/** Does the field, as the reader sees it, name this person? */
export function names(reader: Reader, { entity, field }: Spot, { row }: Seen): boolean {
  if (!field) return true
  const name = reader.model.entities.get(entity)?.fields.get(field)?.name
  const value = name === undefined || !canRead(reader, entity, field) ? null : row[name]
  const ids = [value].flat().map((one) => (isObject(one) ? one['id'] : one))
  return ids.includes(reader.actor.id)
}
