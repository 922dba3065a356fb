import type { Problem } from '../base/problem.ts'
import { problem } from '../base/problem.ts'
import { pointer } from '../base/json.ts'
import { closest } from '../base/closest.ts'
import { types, type ValueType } from '../base/value-type.ts'
import type { FieldInfo } from '../expressions/tree.ts'
import { compileExpression } from '../expressions/compile.ts'
import type { AppDoc, MenuItem } from '../kinds/app.ts'
import type { FormDoc } from '../kinds/form.ts'
import type { KindName } from '../kinds/index.ts'
import type { RoleDoc } from '../kinds/role.ts'
import { layoutOf, type ViewDoc } from '../kinds/view.ts'
import { type Layout, layouts } from '../kinds/views/index.ts'
import { checkDataset, rowKeys } from './check-dataset.ts'
import { checkTranslation } from './check-translation.ts'
import { objectName } from './fold.ts'
import type { Document, Field, Layer, Model } from './model.ts'
import { modelScope, systemField } from './scope.ts'

type Check = (document: Document, model: Model) => Problem[]
/** References and expressions of everything that stands on entities. */
export function checkDocuments(model: Model, layers: readonly Layer[]): Problem[] {
  const keys = rowKeys(model)
  const checks: { [K in KindName]: Check | null } = {
    entity: null, form: checkForm, view: checkView, role: checkRole, app: checkApp,
    dataset: (document) => checkDataset(document, model, keys), translation: (document) => checkTranslation(document, model, layers),
  }
  return [...model.documents].flatMap(([kind, documents]) => [...documents.values()].flatMap((document) => {
    const object = objectName(document.layer, kind as KindName, document.key)
    return (checks[kind as KindName]?.(document, model) ?? []).map((p) => ({ ...p, object }))
  }))
}

function missing(kind: string, name: string, at: { path: string; among: Iterable<string> }): Problem {
  const fix = closest(name, at.among)
  return problem('metadata.unknown_reference', at.path, { kind, name }, fix ? { fix } : {})
}
const unknownEntity = (model: Model, key: string, path: string): Problem[] => (model.entities.has(key) ? [] : [missing('Entity', key, { path, among: model.entities.keys() })])

interface Place { readonly model: Model; readonly entity: string; readonly path: string }
function condition(text: unknown, { model, entity, path }: Place): Problem[] {
  if (typeof text !== 'string') return []
  const result = compileExpression(text, modelScope(model, entity), types.boolean)
  return result.ok ? [] : result.problems.map((p) => ({ ...p, path: path + p.path }))
}

/** A field by path along links or lines; system fields count. */
function fieldPath(name: string, { model, entity, path }: Place, allowed?: readonly string[]): Problem[] {
  let at: string | null = entity
  let last: string | null = null
  for (const step of name.split('.')) {
    const field: Field | undefined = at === null ? undefined : model.entities.get(at)?.fields.get(step)
    const info: FieldInfo | undefined = at === null ? undefined : systemField(at, step)
    if (!field && !info) return [missing('Field', name, { path, among: at === null ? [] : (model.entities.get(at)?.fields.keys() ?? []) })]
    const type: ValueType = field?.value ?? info!.type
    const one: ValueType = type.kind === 'list' ? type.of : type
    at = one.kind === 'record' ? one.entity : null
    last = field?.type.name ?? null
  }
  return allowed && last !== null && !allowed.includes(last) ? [problem('metadata.wrong_field_type', path, { field: name, types: allowed.join(', ') })] : []
}

function checkView({ doc: raw }: Document, model: Model): Problem[] {
  const doc = raw as unknown as ViewDoc
  const unknown = unknownEntity(model, doc.of, '/of')
  if (unknown.length > 0) return unknown
  const name = layoutOf(doc)
  const place = (path: string): Place => ({ model, entity: doc.of, path })
  return [
    ...condition(doc.filter, place('/filter')),
    ...(doc.sort ?? []).flatMap((by, i) => fieldPath(by.replace(/^-/, ''), place(`/sort/${i}`))),
    ...(layouts[name] as unknown as Layout).uses(doc[name] as never).flatMap((use) => fieldPath(use.path, place(`/${name}${use.pointer}`), use.types)),
  ]
}

type Entry = string | Readonly<Record<string, unknown>>
type Tabs = Record<string, { visible?: string; sections: Record<string, { visible?: string; fields: Entry[] }> }>
function checkForm({ doc: raw }: Document, model: Model): Problem[] {
  const doc = raw as unknown as FormDoc
  const unknown = unknownEntity(model, doc.of, '/of')
  if (unknown.length > 0) return unknown
  const shown = new Set<string>()
  const problems = Object.entries((doc.tabs ?? { '': { sections: doc.sections ?? {} } }) as Tabs).flatMap(([tab, { sections, visible }]) => {
    const base = tab === '' ? '' : pointer('/tabs', tab)
    return [...condition(visible, { model, entity: doc.of, path: `${base}/visible` }), ...Object.entries(sections).flatMap(([key, section]) => {
      const here = pointer(`${base}/sections`, key)
      return [...condition(section.visible, { model, entity: doc.of, path: `${here}/visible` }), ...section.fields.flatMap((entry, i) => checkEntry(entry, { model, entity: doc.of, path: `${here}/fields/${i}` }, shown))]
    })]
  })
  const needed = [...model.entities.get(doc.of)!.fields.values()].filter((f) => f.required === true && !f.default && !f.formula && !f.type.computed && !shown.has(f.key))
  return [...problems, ...needed.map((f) => problem('metadata.required_not_shown', '', { field: f.key }))]
}

function checkEntry(entry: Entry, place: Place, shown: Set<string>): Problem[] {
  if (typeof entry === 'object' && 'text' in entry) return []
  if (typeof entry === 'object' && 'related' in entry) {
    const [entity = '', field = ''] = String(entry.related).split('.')
    const unknown = unknownEntity(place.model, entity, `${place.path}/related`)
    if (unknown.length > 0) return unknown
    const relation = place.model.entities.get(entity)!.fields.get(field)?.relation
    const back = relation && 'to' in relation && [relation.to].flat().some((to) => to === place.entity || to === '*')
    const columns = ((entry.columns ?? []) as string[]).flatMap((c, i) => fieldPath(c, { ...place, entity, path: `${place.path}/columns/${i}` }))
    return back ? columns : [problem('metadata.no_link_back', `${place.path}/related`, { entity, field, target: place.entity }), ...columns]
  }
  const key = typeof entry === 'string' ? entry : String(entry.field)
  const twice = shown.has(key) ? [problem('metadata.shown_twice', place.path, { name: key })] : []
  shown.add(key)
  return [...twice, ...fieldPath(key, place)]
}

function checkRole({ doc }: Document, model: Model): Problem[] {
  return Object.entries((doc as RoleDoc).may ?? {}).flatMap(([entity, rights]) => {
    const path = pointer('/may', entity)
    if (entity !== '*') {
      const unknown = unknownEntity(model, entity, path)
      if (unknown.length > 0) return unknown
    }
    return [
      ...(['read', 'create', 'update', 'delete'] as const).flatMap((right) => condition(rights[right], { model, entity, path: `${path}/${right}` })),
      ...(['fields', 'not_fields', 'readonly_fields'] as const).flatMap((list) => (rights[list] ?? []).flatMap((f, i) => fieldPath(f, { model, entity, path: `${path}/${list}/${i}` }))),
    ]
  })
}

function checkApp({ doc }: Document, model: Model): Problem[] {
  const walk = (menu: Readonly<Record<string, MenuItem>>, base: string): Problem[] => Object.entries(menu).flatMap(([key, item]) => {
    const path = pointer(base, key)
    return [
      ...(item.entity === undefined ? [] : unknownEntity(model, item.entity, `${path}/entity`)),
      ...(['view', 'form'] as const).flatMap((kind) => (item[kind] === undefined || model.documents.get(kind)!.has(item[kind]) ? [] : [missing(kind === 'view' ? 'View' : 'Form', item[kind], { path: `${path}/${kind}`, among: model.documents.get(kind)!.keys() })])),
      ...walk((item.items ?? {}) as Record<string, MenuItem>, `${path}/items`),
    ]
  })
  return walk((doc as AppDoc).menu, '/menu')
}
