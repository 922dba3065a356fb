import { pointer } from '../base/json.ts'
import { fieldTypes } from '../fields/index.ts'
import type { FieldType, Relation } from '../fields/field-type.ts'
import type { EntityDoc } from '../kinds/entity.ts'
import type { FieldDoc } from '../kinds/field-document.ts'
import type { Document } from './model.ts'
import { objectName } from './fold.ts'
import { subTableName, tableName } from './physical.ts'

/** An entity whose document is well formed, before anything about other entities is known. */
export interface EntityDraft {
  readonly key: string
  readonly name: string
  readonly table: string
  readonly layer: string
  readonly object: string
  /** Pointer to what holds `fields`: '' or the children field. */
  readonly path: string
  /** Where its name is given: for lines of a shape, the field of the parent. */
  readonly place: { readonly object: string; readonly path: string }
  readonly doc: Partial<EntityDoc> & { readonly label?: string | undefined }
  readonly parent: { readonly entity: string; readonly field: string } | null
  readonly fields: ReadonlyMap<string, FieldDraft>
}
export interface FieldDraft {
  readonly key: string
  readonly name: string
  readonly entity: string
  readonly path: string
  readonly label: string
  readonly type: FieldType
  readonly options: Readonly<Record<string, unknown>> & { readonly type: string }
  readonly relation: Relation | null
  readonly childEntity: string | null
}
export const labelFromKey = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll('_', ' ')}`
type ShapeOf = (key: string) => Document | undefined
interface Known { readonly key: string; readonly layer: string; readonly shapes: ReadonlyMap<string, Document | undefined>; readonly drafts: readonly EntityDraft[] }
const memo = new WeakMap<object, Known>()

/** The entity of a document and those of its children fields. Kept as long as the document and every shape that was looked up stay the same. */
export function draftsOf(document: Document, shapeOf: ShapeOf): readonly EntityDraft[] {
  const { key, layer } = document
  const known = memo.get(document.doc)
  if (known?.key === key && known.layer === layer && [...known.shapes].every(([name, was]) => sameDocument(was, shapeOf(name)))) return known.drafts
  const drafts: EntityDraft[] = []
  const shapes = new Map<string, Document | undefined>()
  const lookUp: ShapeOf = (name) => {
    const shape = shapeOf(name)
    shapes.set(name, shape)
    return shape
  }
  const doc = document.doc as EntityDoc
  const name = doc.name ?? key
  const object = objectName(layer, 'entity', key)
  build({ key, name, table: tableName(name), layer, object, path: '', place: { object, path: '/name' }, doc, parent: null }, lookUp, drafts)
  memo.set(document.doc, { key, layer, shapes, drafts })
  return drafts
}
const sameDocument = (a: Document | undefined, b: Document | undefined): boolean => a?.doc === b?.doc && a?.layer === b?.layer && a?.key === b?.key

function build(head: Omit<EntityDraft, 'fields'>, shapeOf: ShapeOf, all: EntityDraft[]): void {
  const fields = new Map(Object.entries(head.doc.fields ?? {}).map(([key, doc]) => [key, fieldDraft(head, key, doc)]))
  all.push({ ...head, fields })
  for (const field of fields.values()) {
    if (!field.childEntity || head.parent?.entity.split('.').length === 4) continue
    const shape = typeof field.options.shape === 'string' ? shapeOf(field.options.shape) : undefined
    const shared = shape ? { object: objectName(shape.layer, 'entity', shape.key), path: '', doc: shape.doc as EntityDoc } : { object: head.object, path: field.path, doc: { label: field.label, fields: field.options.fields as EntityDoc['fields'] } }
    build({ key: field.childEntity, name: field.name, table: subTableName(head.table, field.name), layer: head.layer, ...shared, place: { object: head.object, path: field.path }, parent: { entity: head.key, field: field.key } }, shapeOf, all)
  }
}

function fieldDraft(entity: Omit<EntityDraft, 'fields'>, key: string, doc: FieldDoc): FieldDraft {
  const type = fieldTypes[doc.type]!
  const options = { ...defaultsOf(type), ...doc }
  return {
    key, name: (doc.name as string | undefined) ?? key, entity: entity.key, path: pointer(entity.path, 'fields', key), label: (doc.label as string | undefined) ?? labelFromKey(key),
    type, options, relation: type.relation?.(options as never) ?? null, childEntity: doc.type === 'children' ? `${entity.key}.${key}` : null,
  }
}

const defaults = new Map<string, Record<string, unknown>>()
function defaultsOf(type: FieldType): Record<string, unknown> {
  let known = defaults.get(type.name)
  if (!known) defaults.set(type.name, (known = Object.fromEntries(Object.entries(type.options.properties).flatMap(([k, s]) => (s.default === undefined ? [] : [[k, s.default]])))))
  return known
}
