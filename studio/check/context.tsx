import { createContext, use, useMemo } from 'react'
import { equal } from '../../metadata/base/json.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import { type Place } from '../document/objects.ts'
import { objectOf } from '../document/place-of-problem.ts'
import { useDraftState } from '../draft/context.tsx'

const Context = createContext<readonly Problem[] | null>(null)
export const ProblemsProvider = Context.Provider
/** What is wrong in the whole set; null while it is being checked for the first time. */
export const useProblems = (): readonly Problem[] | null => use(Context)
const none: readonly Problem[] = []
/** What is wrong in one object. */
export function useProblemsOf(place: Place): readonly Problem[] {
  const all = useProblems()
  const { work } = useDraftState()
  return useMemo(() => all?.filter((problem) => equal(objectOf(work.layer, problem), place)) ?? none, [all, work.layer, place])
}
