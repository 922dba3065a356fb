import { closest } from '../base/closest.ts'
import { pointer } from '../base/json.ts'
import { isObject } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'
import { type DatasetDoc, rowKey } from '../kinds/dataset.ts'
import type { Document, Field, Model } from './model.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
interface Rows { readonly model: Model; readonly keys: (entity: string) => ReadonlySet<string> }

/** Rows of a dataset: known fields, values that their fields accept, links to rows that some dataset has. */
export function checkDataset({ doc: raw }: Document, model: Model, keys: Rows['keys'] = rowKeys(model)): Problem[] {
  const doc = raw as unknown as DatasetDoc
  const entity = model.entities.get(doc.of)
  if (!entity || entity.parent) return [unknown('Entity', doc.of, { path: '/of', among: model.byName.keys() })]
  const lost = [doc.key].flat().filter((name) => !entity.fields.has(name)).map((name) => unknown('Field', name, { path: '/key', among: entity.fields.keys() }))
  return [...lost, ...doc.rows.flatMap((row, i) => checkRow({ model, keys }, doc.of, { row, path: pointer('/rows', i) }))]
}

function checkRow(rows: Rows, entity: string, { row, path }: { row: Readonly<Record<string, unknown>>; path: string }): Problem[] {
  const { fields } = rows.model.entities.get(entity)!
  return Object.entries(row).flatMap(([name, value]) => {
    const field = fields.get(name)
    const here = pointer(path, name)
    if (!field) return [unknown('Field', name, { path: here, among: fields.keys() })]
    return value === null ? [] : checkValue(rows, field, { value, path: here })
  })
}

function checkValue(rows: Rows, field: Field, { value, path }: { value: unknown; path: string }): Problem[] {
  const { relation, type } = field
  const given = (entity: string, key: unknown, at = path): Problem[] => {
    if (typeof key === 'string' && uuid.test(key)) return []
    return rows.keys(entity).has(String(key)) ? [] : [unknownRow(rows, entity, { key: String(key), path: at })]
  }
  if (field.formula || (type.computed && type.computed !== 'sequence')) return [problem('value.computed', path)]
  if (relation?.kind === 'link') return given(relation.to, value)
  if (relation?.kind === 'dynamic') return isObject(value) && typeof value.entity === 'string' ? given(value.entity, value.id, pointer(path, 'id')) : plain(field, value, path)
  if (relation && !Array.isArray(value)) return [problem('value.not_list', path)]
  if (relation?.kind === 'links') return (value as unknown[]).flatMap((key, i) => given(relation.to, key, pointer(path, i)))
  if (relation?.kind === 'children') return (value as unknown[]).flatMap((row, i) => (isObject(row) ? checkRow(rows, field.childEntity!, { row, path: pointer(path, i) }) : [problem('value.not_row', pointer(path, i))]))
  return plain(field, value, path)
}
function plain({ type, options }: Field, value: unknown, path: string): Problem[] {
  const read = type.read(value, options as never)
  return read.ok ? [] : read.problems.map((p) => ({ ...p, path: path + p.path }))
}

function unknown(kind: string, name: string, { path, among }: { path: string; among: Iterable<string> }): Problem {
  const fix = closest(name, among)
  return problem('metadata.unknown_reference', path, { kind, name }, fix ? { fix } : {})
}
function unknownRow(rows: Rows, entity: string, { key, path }: { key: string; path: string }): Problem {
  const fix = closest(key, rows.keys(entity))
  return problem('metadata.unknown_row', path, { entity, key }, fix ? { fix } : {})
}

/** Keys of all rows that datasets give an entity; found when first asked for. */
export function rowKeys(model: Pick<Model, 'documents'>): Rows['keys'] {
  const found = new Map<string, ReadonlySet<string>>()
  const datasets = [...(model.documents.get('dataset')?.values() ?? [])].map(({ doc }) => doc as unknown as DatasetDoc)
  return (entity) => {
    const known = found.get(entity) ?? new Set(datasets.filter((set) => set.of === entity).flatMap((set) => set.rows.map((row) => rowKey(set, row))))
    found.set(entity, known)
    return known
  }
}
