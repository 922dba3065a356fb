import { type Static, Type } from '@sinclair/typebox'
import { isObject, pointer } from '../base/json.ts'
import { namePattern } from '../base/name.ts'
import { type Problem, problem } from '../base/problem.ts'
import { defineKind } from './kind.ts'
import { Description, document, EntityKey, Icon, Label, strict } from './parts.ts'

const targets = ['items', 'view', 'entity', 'form'] as const
const Item = Type.Recursive((Self) => strict({
  label: Type.Optional(Label),
  icon: Type.Optional(Icon),
  items: Type.Optional(Type.Record(Type.String({ pattern: namePattern }), Self, { title: 'Items', additionalProperties: false })),
  view: Type.Optional(Type.String({ title: 'View', ref: 'view' })),
  entity: Type.Optional(EntityKey),
  form: Type.Optional(Type.String({ title: 'Form', ref: 'form', description: 'Opens a new record in this form.' })),
}, { title: 'Menu item' }))

export const appKind = defineKind({
  name: 'app',
  plural: 'apps',
  label: 'App',
  version: 1,
  schema: document({
    label: Type.Optional(Label),
    icon: Type.Optional(Icon),
    description: Type.Optional(Description),
    menu: Type.Record(Type.String({ pattern: namePattern }), Item, { title: 'Menu', additionalProperties: false }),
    home: Type.Optional(Type.String({ title: 'Opens with', description: 'A menu item, nested ones as sales.orders', pattern: '^[a-z0-9_]+(\\.[a-z0-9_]+)*$' })),
  }, { title: 'App', description: 'A menu of its own.' }),
  check: (doc) => [...items(doc.menu, '/menu'), ...(doc.home !== undefined && !itemAt(doc.menu, doc.home) ? [problem('metadata.unknown_reference', '/home', { kind: 'Menu item', name: doc.home })] : [])],
  upcast: {},
})
export type AppDoc = Static<typeof appKind.schema>
export type MenuItem = Static<typeof Item>

function items(menu: Readonly<Record<string, MenuItem>>, path: string): Problem[] {
  return Object.entries(menu).flatMap(([key, item]) => {
    const here = pointer(path, key)
    const given = targets.filter((t) => item[t] !== undefined)
    return [
      ...(given.length === 1 ? [] : [problem('metadata.one_of_keys', here, { keys: targets.join(', ') })]),
      ...(isObject(item.items) ? items(item.items as Record<string, MenuItem>, pointer(here, 'items')) : []),
    ]
  })
}
export function itemAt(menu: Readonly<Record<string, MenuItem>>, path: string): MenuItem | undefined {
  const [first, ...rest] = path.split('.')
  const item = menu[first!]
  return rest.length === 0 || !item ? item : itemAt((item.items ?? {}) as Record<string, MenuItem>, rest.join('.'))
}
