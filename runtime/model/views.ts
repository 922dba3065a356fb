import type { ClientEntity, ClientModel } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'

export const layouts = ['list', 'kanban', 'calendar', 'tree', 'gallery'] as const
export type Layout = (typeof layouts)[number]

/** A way to look at the records of an entity. Every entity has a list even where no document says so. */
export interface View {
  readonly key: string
  readonly label: string
  readonly entity: ClientEntity
  readonly layout: Layout
  /** The part of the document named like the layout: `{ lanes, card, sum }`. */
  readonly options: Readonly<Record<string, unknown>>
  readonly filter: string
  readonly sort: string
  readonly document: boolean
}

export function viewsOf(client: ClientModel, entities: ReadonlyMap<string, ClientEntity>): ReadonlyMap<string, View> {
  const views = new Map<string, View>()
  for (const { kind, key, doc } of client.documents) {
    const entity = kind === 'view' && typeof doc['of'] === 'string' ? entities.get(doc['of']) : undefined
    if (entity) views.set(key, viewOf(key, doc, entity))
  }
  return views
}

function viewOf(key: string, doc: Readonly<Record<string, unknown>>, entity: ClientEntity): View {
  const layout = layouts.find((name) => doc[name] !== undefined) ?? 'list'
  const part = doc[layout]
  const options = isObject(part) ? part : {}
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return {
    key, entity, layout, options, document: true,
    label: text(doc['label']) || entity.plural,
    filter: withNames(text(doc['filter'] ?? options['filter']), entity),
    sort: sortText(doc['sort'] ?? options['sort'], entity),
  }
}

export const defaultView = (entity: ClientEntity): View =>
  ({ key: entity.name, label: entity.plural, entity, layout: 'list', options: {}, filter: '', sort: '', document: false })

/** Metadata says keys, the API names; they differ only after a rename. */
export function withNames(expression: string, entity: ClientEntity): string {
  const renamed = new Map(entity.fields.filter((field) => field.key !== field.name).map((field) => [field.key, field.name]))
  if (!renamed.size) return expression
  return expression.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<![.\w])[a-z_][a-z0-9_]*/g, (word) => renamed.get(word) ?? word)
}

function sortText(sort: unknown, entity: ClientEntity): string {
  if (typeof sort === 'string') return sort
  if (isObject(sort)) return Object.entries(sort).map(([field, direction]) => `${direction === 'desc' ? '-' : ''}${withNames(field, entity)}`).join(',')
  if (!Array.isArray(sort)) return ''
  return sort.map((item) => (typeof item === 'string' ? item : isObject(item) ? `${item['direction'] === 'desc' ? '-' : ''}${String(item['field'])}` : '')).filter(Boolean).join(',')
}
