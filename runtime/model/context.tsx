import { createContext, use } from 'react'
import type { Session } from '../client/system.ts'
import type { AppModel } from './model.ts'

export interface Workspace { readonly model: AppModel; readonly session: Session }
const WorkspaceContext = createContext<Workspace | null>(null)
export const WorkspaceProvider = WorkspaceContext.Provider

/** The model and who looks at it; everything below the sign-in has them. */
export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext)
  if (!workspace) throw new Error('outside of the workspace')
  return workspace
}
