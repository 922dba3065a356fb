import type { ListState } from '../list/url-state.ts'
import type { View } from '../model/views.ts'

/** What every layout is given: the view, what the address says, how to change that, and the address itself. */
export interface LayoutProps { readonly view: View; readonly state: ListState; readonly set: (change: Partial<ListState>, replace?: boolean) => void; readonly root: string }
