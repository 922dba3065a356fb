import type { ClientDocument } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { types, type ValueType } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { MenuItem } from '../../metadata/kinds/app.ts'
import type { FormEntry } from '../../metadata/kinds/form.ts'
import { layouts } from '../../metadata/kinds/views/index.ts'
import type { Document } from '../../metadata/model/model.ts'
import { modelScope } from '../../metadata/model/scope.ts'
import { translated } from '../../metadata/model/translate.ts'
import { type Reader, sees, tells } from './client-entities.ts'

type Doc = Readonly<Record<string, unknown>>
type Shown = (reader: Reader, doc: Doc, views: ReadonlySet<string>) => Doc | null
/** Kinds that screens draw from, each without what its reader may not see; null = nothing of it is left. Views come before the menus that name them. */
const shown: readonly (readonly [kind: 'view' | 'form' | 'app', show: Shown])[] = [['view', viewOf], ['form', formOf], ['app', appOf]]

export function clientDocuments(reader: Reader): ClientDocument[] {
  const views = new Set<string>()
  return shown.flatMap(([kind, show]) => [...(reader.model.documents.get(kind)?.values() ?? [])].flatMap((document: Document): ClientDocument[] => {
    const doc = show(reader, translated(reader.texts, { kind, key: document.key, doc: document.doc }), views)
    if (!doc) return []
    if (kind === 'view') views.add(document.key)
    return [{ kind, key: document.key, doc }]
  }))
}

const has = ({ rights }: Reader, entity: string): boolean => (rights.entity(entity)?.read.length ?? 0) > 0

/** Every step of a path along links or lines may be seen. */
function seesPath(reader: Reader, entity: string, path: string): boolean {
  let at: string | null = entity
  for (const step of path.replace(/^-/, '').split('.')) {
    if (at === null || !sees(reader, at, step)) return false
    const type: ValueType | undefined = reader.model.entities.get(at)?.fields.get(step)?.value
    const one: ValueType | undefined = type?.kind === 'list' ? type.of : type
    at = one?.kind === 'record' ? one.entity : null
  }
  return true
}

function rule(reader: Reader, entity: string, text: unknown): Expr | null {
  if (typeof text !== 'string') return null
  const compiled = compileExpression(text, modelScope(reader.model, entity), types.boolean)
  return compiled.ok && tells(reader, compiled.value) ? compiled.value : null
}

/** A view whose filter or layout rests on what may not be seen does not exist; optional parts fall away. */
function viewOf(reader: Reader, doc: Doc): Doc | null {
  const entity = String(doc['of'])
  if (!has(reader, entity) || (doc['filter'] !== undefined && !rule(reader, entity, doc['filter']))) return null
  const kept: Record<string, unknown> = { ...doc }
  if (Array.isArray(doc['sort'])) kept['sort'] = doc['sort'].filter((path) => seesPath(reader, entity, String(path)))
  for (const name of Object.keys(layouts)) {
    const part = doc[name]
    if (!isObject(part)) continue
    const cleaned = withoutHidden(part, (path) => seesPath(reader, entity, path))
    if (!cleaned) return null
    kept[name] = cleaned
  }
  return kept
}
/** What a layout cannot do without. */
const essential = new Set(['columns', 'lanes', 'from', 'parent', 'image'])
function withoutHidden(part: Readonly<Record<string, unknown>>, visible: (path: string) => boolean): Record<string, unknown> | null {
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(part)) {
    const paths = Array.isArray(value) ? value.filter((path) => typeof path !== 'string' || visible(path)) : typeof value === 'string' ? (visible(value) ? value : undefined) : value
    const gone = paths === undefined || (Array.isArray(paths) && paths.length === 0 && Array.isArray(value) && value.length > 0)
    if (gone && essential.has(key)) return null
    if (!gone) kept[key] = paths
  }
  return kept
}

function formOf(reader: Reader, doc: Doc): Doc | null {
  const entity = String(doc['of'])
  if (!has(reader, entity)) return null
  const sections = (value: unknown): Doc => mapParts(value, (section) => {
    const fields = (section['fields'] as FormEntry[]).filter((entry) => entryShown(reader, entity, entry))
    return fields.length === 0 ? null : { ...condition(reader, entity, section), fields }
  })
  const tabs = doc['tabs'] === undefined ? undefined : mapParts(doc['tabs'], (tab) => {
    const inner = sections(tab['sections'])
    return Object.keys(inner).length === 0 ? null : { ...condition(reader, entity, tab), sections: inner }
  })
  return { ...doc, ...(tabs ? { tabs } : {}), ...(doc['sections'] === undefined ? {} : { sections: sections(doc['sections']) }) }
}
/** The condition as the checked tree, so that the browser needs no parser; one that may not be told hides the part. */
function condition(reader: Reader, entity: string, part: Doc): Doc {
  if (part['visible'] === undefined) return part
  return { ...part, visible: rule(reader, entity, part['visible']) ?? { kind: 'literal', value: false, type: { kind: 'boolean' }, at: 0 } }
}
function mapParts(parts: unknown, change: (part: Doc) => Doc | null): Doc {
  return Object.fromEntries(Object.entries((parts ?? {}) as Record<string, Doc>).flatMap(([key, part]) => {
    const changed = change(part)
    return changed ? [[key, changed]] : []
  }))
}
function entryShown(reader: Reader, entity: string, entry: FormEntry): boolean {
  if (typeof entry === 'string') return sees(reader, entity, entry)
  if ('field' in entry) return sees(reader, entity, entry.field)
  if (!('related' in entry)) return true
  const [other = '', link = ''] = entry.related.split('.')
  return sees(reader, other, link)
}

/** Menus without dead entries. */
function appOf(reader: Reader, doc: Doc, views: ReadonlySet<string>): Doc | null {
  const menu = menuOf(reader, doc['menu'] as Record<string, MenuItem>, views)
  return Object.keys(menu).length === 0 ? null : { ...doc, menu }
}
function menuOf(reader: Reader, menu: Readonly<Record<string, MenuItem>>, views: ReadonlySet<string>): Record<string, MenuItem> {
  return Object.fromEntries(Object.entries(menu).flatMap(([key, item]): [string, MenuItem][] => {
    if (item.items) {
      const items = menuOf(reader, item.items as Record<string, MenuItem>, views)
      return Object.keys(items).length === 0 ? [] : [[key, { ...item, items }]]
    }
    const form = item.form === undefined ? null : reader.model.documents.get('form')?.get(item.form)?.doc['of']
    const alive = item.view !== undefined ? views.has(item.view) : item.entity !== undefined ? has(reader, item.entity) : form !== null && has(reader, String(form))
    return alive ? [[key, item]] : []
  }))
}
