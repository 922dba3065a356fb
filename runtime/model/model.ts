import type { ClientDocument, ClientEntity, ClientField, ClientModel } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { administrationApp, type App, appsOf } from './apps.ts'
import { type View, viewsOf } from './views.ts'

/** The client model with the indexes that screens look things up by. Built once for each version. */
export interface AppModel {
  readonly version: string
  readonly language: string
  readonly entities: readonly ClientEntity[]
  readonly byKey: ReadonlyMap<string, ClientEntity>
  readonly byName: ReadonlyMap<string, ClientEntity>
  readonly views: ReadonlyMap<string, View>
  readonly forms: ReadonlyMap<string, ClientDocument>
  readonly apps: readonly App[]
  readonly administration: App | null
}

export function createModel(client: ClientModel): AppModel {
  const byKey = new Map(client.entities.map((entity) => [entity.key, entity]))
  const byName = new Map(client.entities.filter((entity) => !entity.parent).map((entity) => [entity.name, entity]))
  const views = viewsOf(client, byKey)
  const model = { version: client.version, language: client.language, entities: client.entities, byKey, byName, views, forms: formsOf(client), formOf: new Map(client.documents.filter(({ kind }) => kind === 'form').map(({ key, doc }) => [key, String(doc['of'])])) }
  const apps = appsOf(client, model)
  return { ...model, apps: apps.filter((app) => app.key !== administrationApp), administration: apps.find((app) => app.key === administrationApp) ?? null }
}

/** The form of each entity: the document called like it, else the first about it. */
function formsOf(client: ClientModel): ReadonlyMap<string, ClientDocument> {
  const forms = new Map<string, ClientDocument>()
  for (const document of client.documents) {
    const of = document.doc['of']
    if (document.kind !== 'form' || typeof of !== 'string') continue
    if (!forms.has(of) || document.key === of) forms.set(of, document)
  }
  return forms
}

export const fieldOf = (entity: ClientEntity, nameOrKey: string): ClientField | undefined =>
  entity.fields.find((field) => field.name === nameOrKey) ?? entity.fields.find((field) => field.key === nameOrKey)

/** What a link field points to, if its reader may see it. */
export function targetOf(model: AppModel, field: ClientField): ClientEntity | undefined {
  const relation = field.relation
  if (relation?.kind === 'link' || relation?.kind === 'links') return model.byKey.get(relation.to)
  return undefined
}
export const childOf = (model: AppModel, field: ClientField): ClientEntity | undefined => (field.childEntity ? model.byKey.get(field.childEntity) : undefined)

/** Text of a metadata value that may be plain or by language. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
export const partsOf = (value: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  isObject(value) ? Object.entries(value).map(([key, part]) => [key, isObject(part) ? part : {}] as const) : []
export const namesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : isObject(value) ? Object.keys(value) : []
