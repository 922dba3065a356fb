import { type Static, Type } from '@sinclair/typebox'
import { problem } from '../base/problem.ts'
import { Expression } from '../fields/common.ts'
import { defineKind } from './kind.ts'
import { document, EntityKey, Icon, Label, SortPath } from './parts.ts'
import { type LayoutName, layouts } from './views/index.ts'

const schema = document({
  of: EntityKey,
  label: Type.Optional(Label),
  icon: Type.Optional(Icon),
  filter: Type.Optional(Expression('Filter')),
  sort: Type.Optional(Type.Array(SortPath, { title: 'Order' })),
  list: Type.Optional(layouts.list.schema),
  kanban: Type.Optional(layouts.kanban.schema),
  calendar: Type.Optional(layouts.calendar.schema),
  tree: Type.Optional(layouts.tree.schema),
  gallery: Type.Optional(layouts.gallery.schema),
}, { title: 'View', description: 'How many records are shown.' })
export type ViewDoc = Static<typeof schema>
const layoutsOf = (doc: ViewDoc): LayoutName[] => (Object.keys(layouts) as LayoutName[]).filter((name) => doc[name] !== undefined)
/** The layout of a checked view. */
export const layoutOf = (doc: ViewDoc): LayoutName => layoutsOf(doc)[0]!

export const viewKind = defineKind({
  name: 'view',
  plural: 'views',
  label: 'View',
  version: 1,
  schema,
  check: (doc) => (layoutsOf(doc).length === 1 ? [] : [problem('metadata.one_layout', '', { layouts: Object.keys(layouts).join(', ') })]),
  upcast: {},
})
