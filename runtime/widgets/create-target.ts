import { createContext, use } from 'react'
import type { Row } from '../../metadata/api/records.ts'
import type { ClientEntity } from '../../metadata/api/client-model.ts'

/** What a picker hands over to have a record made that does not exist yet. */
export interface NewTarget { readonly entity: ClientEntity; readonly text: string; readonly choose: (row: Row) => void }
const Context = createContext<((target: NewTarget) => void) | null>(null)
export const CreateTargetProvider = Context.Provider
/** Null where nothing may be created in place: in a filter, and inside of such a form itself. */
export const useCreateTarget = (): ((target: NewTarget) => void) | null => use(Context)
