import { stringify } from 'csv-stringify/sync'
import type { Row } from '../../metadata/api/records.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { toSafe } from './formula-safe.ts'

type Batches = AsyncIterable<readonly Row[]>
/** Rows in batches → CSV, one piece of text for each batch. `fields` are those that the reader may see. */
export async function* csvOf(fields: readonly Field[], batches: Batches): AsyncGenerator<string> {
  yield stringify([['id', ...fields.map(({ name }) => name)]])
  for await (const rows of batches) yield stringify(rows.map((row) => [row.id, ...fields.map((field) => cell(field, row[field.name]))]))
}
/** Rows in batches → one JSON array, as they are on the wire. */
export async function* jsonOf(batches: Batches): AsyncGenerator<string> {
  let before = '['
  for await (const rows of batches) {
    yield `${before}${rows.map((row) => JSON.stringify(row)).join(',\n')}`
    before = ',\n'
  }
  yield before === '[' ? '[]\n' : ']\n'
}
export const exportable = (entity: Entity, readable: (field: Field) => boolean): Field[] => [...entity.fields.values()].filter((field) => !field.childEntity && readable(field))

function cell(field: Field, value: unknown): string {
  if (value === null || value === undefined) return ''
  return toSafe(field.type.toText(plain(value, field), field.options))
}
/** Links and files that were opened stand for their ids. */
function plain(value: unknown, field: Field): unknown {
  if (!field.relation && field.type.group !== 'file') return value
  const id = (one: unknown): unknown => (typeof one === 'object' && one !== null && field.relation?.kind !== 'dynamic' && 'id' in one ? (one as Row).id : one)
  return Array.isArray(value) ? value.map(id) : id(value)
}
