import { type Catalogue, choiceSources, linkOfMulti } from './catalogue.ts'
import { type Place, quoted, submission, translateCondition } from './conditions.ts'
import { slug } from './names.ts'
import type { SourceEntity, SourceField } from './source.ts'

export type Doc = Readonly<Record<string, unknown>>
/** Finds the key of the shape for a use of a child type. */
export type ShapeOf = (child: string, parent: SourceEntity) => string

/** The fields of a type as our documents, in order. A child type is seen from the parent whose lines it is. */
export function fieldsOf(place: Place, shapeOf: ShapeOf): Record<string, Doc> {
  const { entity } = place
  const fields = Object.fromEntries(entity.fields.map((field) => [slug(field.name), fieldOf(field, place, shapeOf)]))
  if (!entity.submittable || entity.kind === 'child') return fields
  return { ...fields, docstatus: { type: 'choice', label: 'State', options: Object.fromEntries(submission.map((state) => [state, {}])), default: 'draft' } }
}

/** Their helps hold a little HTML; ours are text. */
const withoutMarkup = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll('&nbsp;', ' ').replaceAll(/\s+/g, ' ').trim()

function fieldOf(field: SourceField, place: Place, shapeOf: ShapeOf): Doc {
  const said = { ...(field.label ? { label: field.label.slice(0, 200) } : {}), ...(field.help ? { help: withoutMarkup(field.help).slice(0, 2000) } : {}), ...conditionAs('visible', field.showIf, place) }
  if (isLookup(field, place)) return { type: 'lookup', path: pathOf(field)!, ...said }
  const type = typeOf(field, place, shapeOf)
  const start = defaultOf(field, type, place)
  const required = field.type !== 'Check' && (field.reqd || namesRecord(field, place.entity))
  return {
    ...type, ...said,
    ...(required ? { required: true } : conditionAs('required', field.reqdIf, place)),
    ...lockOf(field, place, { required: required === true, filled: start !== undefined }),
    ...(start === undefined ? {} : { default: start }),
    ...(field.unique || namesRecord(field, place.entity) ? { unique: true } : {}),
    ...(field.indexed && type.type !== 'children' ? { index: true } : {}),
    ...(field.setOnce ? { immutable: true } : {}),
    ...(field.noCopy ? { copy: false } : {}),
    ...(field.nonNegative && type.type === 'money' ? { check: `${slug(field.name)} >= 0`, message: 'At least 0.' } : {}),
  }
}

/** `naming: field:x`: the value of x is what the record is called by. */
const namesRecord = (field: SourceField, entity: SourceEntity): boolean => entity.naming === `field:${field.name}`
/** Their server code fills what a person must not: without it, a value that is needed has to be typed. */
function lockOf(field: SourceField, place: Place, { required, filled }: { required: boolean; filled: boolean }): Doc {
  if (!filled && (required || field.reqdIf)) return {}
  return field.readOnly === true || field.type === 'Read Only' ? { readonly: true } : conditionAs('readonly', field.readOnlyIf, place)
}

function conditionAs(option: string, condition: string | undefined, place: Place): Doc {
  const translated = condition === undefined ? null : translateCondition(condition, place)
  if (!translated?.ok || translated.text === 'true' && option === 'visible') return {}
  return { [option]: option !== 'visible' && translated.text === 'true' ? true : translated.text }
}

/** The link and the field at its end, where both are known. */
function fetched(field: SourceField, { catalogue, entity }: Place): { link: SourceField; end: SourceField } | null {
  const [via, name, ...more] = (field.fetchFrom ?? '').split('.')
  const link = entity.fields.find((f) => f.name === via && f.type === 'Link')
  const end = catalogue.entity(link?.target ?? '')?.fields.find((f) => f.name === name)
  return link && end && more.length === 0 ? { link, end } : null
}
const pathOf = (field: SourceField): string | null => field.fetchFrom?.split('.').map(slug).join('.') ?? null

/** Fetched and never typed: looked up where it is. A document that is submitted keeps what was true then, so it has a column of its own. */
export function isLookup(field: SourceField, place: Place): boolean {
  const found = fetched(field, place)
  const snapshot = place.entity.submittable || place.parent?.submittable
  return found !== null && !snapshot && field.readOnly === true && !field.reqd && !field.reqdIf && !['Table', 'Table MultiSelect', 'Dynamic Link'].includes(found.end.type)
}

type TypeOf = (field: SourceField, place: Place, shapeOf: ShapeOf) => Doc & { readonly type: string }
const plain = (type: string): TypeOf => () => ({ type })
const texts: Readonly<Record<string, string>> = { Email: 'email', Phone: 'phone', Mobile: 'phone', URL: 'url', Barcode: 'barcode' }
const line: TypeOf = ({ options, length }) => (Object.hasOwn(texts, options ?? '') ? { type: texts[options!]! } : { type: 'text', max_length: length ?? 140 })
const scaleOf = (field: SourceField, otherwise: number): number => (field.precision === undefined ? otherwise : Number(field.precision))

/** One line for every type that the set knows. */
const types: Readonly<Record<string, TypeOf>> = {
  Data: line, 'Read Only': line,
  'Small Text': plain('long_text'), Text: plain('long_text'), 'Long Text': plain('long_text'), Code: plain('long_text'), 'Text Editor': plain('rich_text'),
  Int: (field) => ({ type: 'integer', ...(field.nonNegative ? { min: 0 } : {}) }),
  Float: (field) => ({ type: 'decimal', precision: 21, scale: scaleOf(field, 9), ...(field.nonNegative ? { min: '0' } : {}) }),
  Percent: (field) => ({ type: 'percent', scale: scaleOf(field, 6) }),
  Currency: (field, place) => ({ type: 'money', scale: scaleOf(field, 2), ...currencyOf(field, place) }),
  Check: plain('boolean'),
  Select: (field) => selectOf(field),
  Date: plain('date'), Time: plain('time'), Datetime: plain('datetime'), Duration: plain('duration'),
  Link: (field, { catalogue }) => linkOf(field, catalogue),
  'Dynamic Link': (field, place) => ({ type: 'dynamic_link', to: anyOf(field, place) }),
  Table: (field, { entity }, shapeOf) => ({ type: 'children', shape: shapeOf(field.target!, entity) }),
  'Table MultiSelect': (field, { catalogue, entity }, shapeOf) => {
    const only = linkOfMulti(catalogue, field)
    return only ? { type: 'links', to: catalogue.key(only.target!) } : { type: 'children', shape: shapeOf(field.target!, entity) }
  },
  Attach: plain('file'), 'Attach Image': plain('image'), Rating: plain('rating'), Geolocation: plain('geo_point'), Color: plain('colour'), Signature: plain('signature'),
}
export const typeOf: TypeOf = (field, place, shapeOf) => types[field.type]!(field, place, shapeOf)

const choicesOf = (field: SourceField): readonly string[] => (field.choices ?? []).filter((choice) => choice.trim() !== '')
const selectOf = (field: SourceField): Doc & { type: string } => {
  const choices = choicesOf(field)
  return choices.length === 0 ? { type: 'text', max_length: 140 } : { type: 'choice', options: Object.fromEntries(choices.map((choice) => [choice, {}])) }
}
function linkOf({ target = '' }: SourceField, catalogue: Catalogue): Doc & { type: string } {
  const source = choiceSources[target]
  if (source) return { type: 'choice', source }
  if (target === 'User' || target === 'Department') return { type: slug(target) }
  // Lines have no identity outside their record; what pointed at one keeps a text.
  return catalogue.entity(target)?.kind === 'child' ? { type: 'text', max_length: 140 } : { type: 'link', to: catalogue.key(target) }
}
/** The types that a choice beside the dynamic link offers; any where the choice is free. */
function anyOf(field: SourceField, { catalogue, entity }: Place): string[] {
  const kind = entity.fields.find((f) => f.name === field.targetField)
  const known = kind?.type === 'Select' ? choicesOf(kind).filter((name) => catalogue.entity(name) || catalogue.stubs.includes(name)) : []
  return known.length > 0 ? known.map(catalogue.key) : ['*']
}
/** The code is the name of the linked currency, in the line itself or in its document. Currencies of the company are the workspace's. */
function currencyOf(field: SourceField, { entity, parent }: Place): Doc {
  const path = (at: SourceEntity | null, prefix: string): string | null =>
    at?.fields.some((f) => f.name === field.currencyFrom && f.type === 'Link' && f.target === 'Currency') ? `${prefix}${slug(field.currencyFrom!)}.currency_name` : null
  const currency = path(entity, '') ?? path(parent, 'parent().')
  return currency ? { currency } : {}
}

type Default = string | number | boolean | undefined
const moments: Readonly<Record<string, string>> = { Today: 'today()', Now: 'now()', __user: 'me()' }
function defaultOf(field: SourceField, type: Doc & { readonly type: string }, place: Place): Default {
  const given = field.default
  if (field.type === 'Check') return given === '1'
  if (given === undefined) return fetchedDefault(field, type, place)
  if (Object.hasOwn(moments, given)) return moments[given]
  // A record that is meant by its name exists only once data does; `:Company` is the company of the session.
  if (field.type === 'Link') return type.type === 'choice' ? slug(given) : undefined
  if (type.type === 'integer' || type.type === 'rating') return Number(given)
  return ['text', 'long_text', 'rich_text'].includes(type.type) ? quoted(given) : given
}
function fetchedDefault(field: SourceField, type: Doc & { readonly type: string }, place: Place): Default {
  const found = fetched(field, place)
  if (!found) return undefined
  const end = typeOf(found.end, { ...place, entity: place.catalogue.entity(found.link.target!)!, parent: null }, () => '')
  const same = end.type === type.type && end.to === type.to && end.shape === undefined && type.type !== 'choice'
  const text = ['text', 'long_text'].includes(type.type) && ['text', 'long_text', 'rich_text', 'email', 'phone', 'choice'].includes(end.type)
  return same || text ? pathOf(field)! : undefined
}
