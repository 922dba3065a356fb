import { type ComponentType, lazy, Suspense } from 'react'
import type { Layout } from '../model/views.ts'
import { ListView } from '../list/list-view.tsx'
import type { LayoutProps } from './layout-props.ts'

const later = (load: () => Promise<{ default: ComponentType<LayoutProps> }>): ComponentType<LayoutProps> => {
  const Loaded = lazy(load)
  return (props) => <Suspense><Loaded {...props} /></Suspense>
}
/** One screen for each layout. */
export const layoutScreens: Readonly<Record<Layout, ComponentType<LayoutProps>>> = {
  list: ListView,
  kanban: later(() => import('./kanban.tsx').then((file) => ({ default: file.KanbanView }))),
  calendar: later(() => import('./calendar.tsx').then((file) => ({ default: file.CalendarView }))),
  tree: later(() => import('./tree.tsx').then((file) => ({ default: file.TreeView }))),
  gallery: later(() => import('./gallery.tsx').then((file) => ({ default: file.GalleryView }))),
}
