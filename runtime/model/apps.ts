import type { ClientEntity, ClientModel } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { View } from './views.ts'

/** An app of the rail: its menu, two levels deep. */
export interface App { readonly key: string; readonly label: string; readonly icon: string; readonly menu: readonly MenuItem[]; /** Path of the menu item that the app opens with: `sales.orders`. */ readonly home: string }
/** `target` is the path segment after the app: a view's key or an entity's name. A group has none. */
export interface MenuItem { readonly key: string; readonly label: string; readonly icon: string; readonly target: string | null; readonly entity: string | null; readonly items: readonly MenuItem[] }

interface Known { readonly byKey: ReadonlyMap<string, ClientEntity>; readonly views: ReadonlyMap<string, View>; readonly entities: readonly ClientEntity[]; readonly formOf: ReadonlyMap<string, string> }
/** Entities that administration shows, whatever the apps say. */
export const systemEntities = ['user', 'department'] as const
export const systemApp = '_'
/** The app document that stands for administration; its menu joins the built-in screens. */
export const administrationApp = 'administration'

export function appsOf(client: ClientModel, known: Known): readonly App[] {
  const apps = client.documents.filter((document) => document.kind === 'app').map(({ key, doc }): App => ({
    key, label: words(doc['label']) ?? key, icon: words(doc['icon']) ?? '', menu: menuOf(doc['menu'], known), home: words(doc['home']) ?? '',
  })).filter((app) => app.menu.length > 0)
  return apps.length ? apps : everything(known)
}

/** Without an app document every entity still has its place. */
function everything(known: Known): readonly App[] {
  const own = known.entities.filter((entity) => !entity.parent && !(systemEntities as readonly string[]).includes(entity.key))
  return own.length ? [{ key: 'all', label: '', icon: 'apps', menu: own.map((entity) => entityItem(entity)), home: '' }] : []
}
const words = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const entityItem = (entity: ClientEntity, key = entity.key, label = entity.plural): MenuItem =>
  ({ key, label, icon: entity.icon, target: entity.name, entity: entity.name, items: [] })

function menuOf(menu: unknown, known: Known): readonly MenuItem[] {
  if (Array.isArray(menu)) return menu.flatMap((entry) => (typeof entry === 'string' ? itemOf(entry, {}, known) : isObject(entry) ? itemOf(String(entry['key'] ?? ''), entry, known) : []))
  return isObject(menu) ? Object.entries(menu).flatMap(([key, part]) => itemOf(key, part, known)) : []
}

function itemOf(key: string, part: unknown, known: Known): readonly MenuItem[] {
  const doc = isObject(part) ? part : typeof part === 'string' ? { view: part, entity: part } : {}
  const children = doc['items'] ?? doc['menu']
  const label = words(doc['label'])
  if (children) {
    const items = menuOf(children, known)
    return items.length ? [{ key, label: label ?? key, icon: words(doc['icon']) ?? 'folder', target: null, entity: null, items }] : []
  }
  const view = known.views.get(words(doc['view']) ?? (doc['entity'] ? '' : key))
  if (view) return [{ key, label: label ?? view.label, icon: words(doc['icon']) ?? view.entity.icon, target: view.key, entity: view.entity.name, items: [] }]
  const made = known.byKey.get(known.formOf.get(words(doc['form']) ?? '') ?? '')
  if (made) return [{ key, label: label ?? made.label, icon: words(doc['icon']) ?? 'plus', target: `${made.name}/new`, entity: made.name, items: [] }]
  const entity = known.byKey.get(words(doc['entity']) ?? key)
  return entity ? [{ ...entityItem(entity, key, label ?? entity.plural), icon: words(doc['icon']) ?? entity.icon }] : []
}

/** Where the app opens: what it says, else the first place of its menu. */
export function homeOf(app: App): MenuItem | undefined {
  let items = app.menu
  let item: MenuItem | undefined
  for (const key of app.home.split('.')) { item = items.find((one) => one.key === key); items = item?.items ?? [] }
  return item?.target ? item : leaves(app)[0]
}
export const leaves = (app: App): readonly MenuItem[] => app.menu.flatMap((item) => (item.target ? [item] : item.items.filter((inner) => inner.target)))
