import type { View } from '../model/views.ts'
import type { ListState } from './url-state.ts'

/** What changes how a list is shown: it reads the state in the address and writes it there. */
export interface ListTool { readonly view: View; readonly state: ListState; readonly set: (change: Partial<ListState>) => void }
