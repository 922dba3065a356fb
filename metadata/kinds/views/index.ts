import { calendar } from './calendar.ts'
import { gallery } from './gallery.ts'
import { kanban } from './kanban.ts'
import { list } from './list.ts'
import { tree } from './tree.ts'

export const layouts = { list, kanban, calendar, tree, gallery } as const
export type { Layout } from './layout.ts'
export type LayoutName = keyof typeof layouts
