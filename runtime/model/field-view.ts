import { traits } from 'virtual:field-traits'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { Operator, Widget } from '../../metadata/fields/field-type.ts'

/** The widget that draws a field; what is computed is drawn as what it is, but never edited. */
export const widgetOf = (field: ClientField): Widget => traits[field.type]?.widget ?? 'text'

const byValue: Readonly<Partial<Record<ClientField['value']['kind'], Widget>>> = { number: 'number', boolean: 'switch', date: 'date', time: 'time', datetime: 'datetime', duration: 'duration' }
/** How a value is shown and filtered: for computed fields, by what they answer. */
export function shownAs(field: ClientField): Widget {
  const widget = widgetOf(field)
  return widget === 'computed' ? (byValue[field.value.kind] ?? 'text') : widget
}

const ordered: readonly Operator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'empty']
export function operatorsOf(field: ClientField): readonly Operator[] {
  const type = traits[field.type]
  if (type?.computed && type.computed !== 'sequence') return field.value.kind === 'text' ? ['contains', 'eq', 'ne', 'empty'] : field.value.kind === 'boolean' ? ['eq'] : ordered
  return type?.operators ?? ['empty']
}
export const filterKind = (field: ClientField): 'text' | 'number' | 'temporal' => {
  const kind = field.value.kind
  return kind === 'number' ? 'number' : kind === 'date' || kind === 'time' || kind === 'datetime' ? 'temporal' : 'text'
}
export const isNumeric = (field: ClientField): boolean => ['number', 'money', 'percent', 'duration'].includes(shownAs(field))
export const isSortable = (field: ClientField): boolean => traits[field.type]?.sortable ?? false
export const isComputed = (field: ClientField): boolean => Boolean(traits[field.type]?.computed)

const notInLists: ReadonlySet<Widget> = new Set(['children', 'links', 'files', 'json', 'rich_text', 'signature', 'long_text', 'geo_point', 'dynamic_link'])
export const isListed = (field: ClientField): boolean => !notInLists.has(widgetOf(field))
const wide: ReadonlySet<Widget> = new Set(['children', 'long_text', 'rich_text', 'json', 'files'])
export const isWide = (field: ClientField): boolean => wide.has(widgetOf(field))

/** One choice of a field: what is stored, what is shown. */
export interface Choice { readonly key: string; readonly label: string; readonly tone: string | null; readonly retired: boolean }
export function choicesOf(field: ClientField): readonly Choice[] {
  const options = field.options['options']
  return isObject(options) ? Object.entries(options).map(([key, option]) => choice(key, isObject(option) ? option : {})) : []
}
function choice(key: string, option: Readonly<Record<string, unknown>>): Choice {
  const label = typeof option['label'] === 'string' && option['label'] ? option['label'] : sentence(key)
  return { key, label, tone: typeof option['tone'] === 'string' ? option['tone'] : null, retired: option['retired'] === true }
}
const sentence = (key: string): string => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('_', ' ')

/** Inside of a link no other link may stand: addresses are shown as text. */
export const plainField = (field: ClientField): ClientField => (['email', 'phone', 'url', 'file', 'files'].includes(field.type) ? { ...field, type: 'text' } : field)
