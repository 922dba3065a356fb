import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { type AppModel, fieldOf, namesOf, partsOf, textOf } from '../model/model.ts'
import { isListed, isWide } from '../model/field-view.ts'

export interface FormSection { readonly key: string; readonly label: string; readonly columns: 1 | 2 | 3; readonly fields: readonly ClientField[]; readonly visible: Expr | null; readonly align: 'start' | 'end'; readonly description: string; readonly related: readonly Related[]; readonly texts: readonly string[] }
/** Records of another entity whose link points to this one. */
export interface Related { readonly entity: ClientEntity; readonly link: ClientField; readonly label: string; readonly columns: readonly ClientField[] }
export interface FormTab { readonly key: string; readonly label: string; readonly sections: readonly FormSection[]; readonly visible: Expr | null }

/** The form of an entity: its document, else plain fields in two columns and the wide ones below. */
export function layoutOf(model: AppModel, entity: ClientEntity): readonly FormTab[] {
  const doc = model.forms.get(entity.key)?.doc
  const tabs = doc ? tabsOf(doc, { model, entity }) : []
  return tabs.length ? tabs : [{ key: 'main', label: '', visible: null, sections: plainSections(entity) }]
}
interface Place { readonly model: AppModel; readonly entity: ClientEntity }
function tabsOf(doc: Readonly<Record<string, unknown>>, place: Place): readonly FormTab[] {
  const tabs = partsOf(doc['tabs']).map(([key, tab]): FormTab => ({ key, label: textOf(tab['label']) ?? sentence(key), visible: exprOf(tab['visible']), sections: sectionsOf(tab, place) }))
  const own = sectionsOf(doc, place)
  return [...(own.length ? [{ key: 'main', label: '', visible: null, sections: own }] : []), ...tabs].filter((tab) => tab.sections.length > 0)
}
function sectionsOf(part: Readonly<Record<string, unknown>>, place: Place): readonly FormSection[] {
  const own = part['fields'] ? [sectionOf('fields', part, place)] : []
  return [...own, ...partsOf(part['sections']).map(([key, section]) => sectionOf(key, section, place))].filter((section) => section.fields.length + section.related.length + section.texts.length > 0)
}
function sectionOf(key: string, section: Readonly<Record<string, unknown>>, { model, entity }: Place): FormSection {
  const columns = section['columns']
  const entries = Array.isArray(section['fields']) ? section['fields'] : Object.keys(isObject(section['fields']) ? section['fields'] : {})
  const parts = entries.filter(isObject)
  return {
    key, label: textOf(section['label']) ?? '', visible: exprOf(section['visible']), columns: columns === 1 ? 1 : typeof columns === 'number' && columns >= 3 ? 3 : 2,
    align: section['align'] === 'end' ? 'end' : 'start', description: textOf(section['description']) ?? '',
    fields: entries.flatMap((entry: unknown) => fieldOf(entity, typeof entry === 'string' ? entry : isObject(entry) ? String(entry['field'] ?? '') : '') ?? []),
    related: parts.flatMap((entry) => relatedOf(model, entry) ?? []),
    texts: parts.flatMap((entry) => textOf(entry['text']) ?? []),
  }
}
function relatedOf(model: AppModel, entry: Readonly<Record<string, unknown>>): Related | undefined {
  const [key = '', linkKey = ''] = String(entry['related'] ?? '').split('.')
  const entity = model.byKey.get(key)
  const link = entity ? fieldOf(entity, linkKey) : undefined
  if (!entity || !link) return undefined
  const columns = namesOf(entry['columns']).flatMap((name) => fieldOf(entity, name) ?? [])
  return { entity, link, label: textOf(entry['label']) ?? entity.plural, columns: columns.length ? columns : entity.fields.filter((field) => isListed(field) && field !== link).slice(0, 5) }
}
const bare = { label: '', visible: null, align: 'start' as const, description: '', related: [], texts: [] }
function plainSections(entity: ClientEntity): readonly FormSection[] {
  const narrow = entity.fields.filter((field) => !isWide(field))
  const large = entity.fields.filter(isWide)
  return [
    ...(narrow.length ? [{ ...bare, key: 'main', columns: 2 as const, fields: narrow }] : []),
    ...large.map((field) => ({ ...bare, key: field.key, columns: 1 as const, fields: [field] })),
  ]
}
/** Checked expressions come as trees; a text that was not checked shows the part. */
const exprOf = (value: unknown): Expr | null => (isObject(value) && typeof value['kind'] === 'string' ? (value as unknown as Expr) : null)
const sentence = (key: string): string => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('_', ' ')

/** The schema of one section for the form library: names and order; what a value may be is the field type's matter. */
export const schemaOf = (section: FormSection) => ({ type: 'object' as const, properties: Object.fromEntries(section.fields.map((field) => [field.name, { title: field.label }])) })
export const uiOf = (section: FormSection) =>
  ({ 'ui:order': section.fields.map((field) => field.name), ...Object.fromEntries(section.fields.map((field) => [field.name, { 'ui:field': 'RecordField' }])) })
