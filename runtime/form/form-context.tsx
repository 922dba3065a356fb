import { createContext, use } from 'react'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Rules } from './validate.ts'
import type { RecordStore } from './record-store.ts'

/** `scope` begins the ids of a form that stands beside another one; '' for the page's own. */
export interface FormPlace { readonly store: RecordStore; readonly entity: ClientEntity; readonly rules: Rules; readonly locked: boolean; readonly isNew: boolean; readonly scope: string }
const Context = createContext<FormPlace | null>(null)
export const FormProvider = Context.Provider
export function useForm(): FormPlace {
  const place = use(Context)
  if (!place) throw new Error('outside of a form')
  return place
}
