import { createContext, use, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Layer } from '../../metadata/model/model.ts'
import { useWorkspace } from '../../runtime/model/context.tsx'
import { type Draft, key, readDraft, readDrafts, saveDocument } from '../client/publishing.ts'
import type { Place } from '../document/objects.ts'
import { contentFor, type Doc, effective, entitiesOf, type Stack, stackAround } from './effective.ts'
import { createDraftStore, type DraftState, type DraftStore } from './store.ts'
import type { Command } from './work.ts'

export interface Bench { readonly draft: Draft; readonly store: DraftStore; readonly stack: Stack; readonly by: string }
const Context = createContext<Bench | null>(null)
export const BenchProvider = Context.Provider
export function useBench(): Bench {
  const bench = use(Context)
  if (!bench) throw new Error('outside of a draft')
  return bench
}
export const useDraftState = (): DraftState => { const { store } = useBench(); return useSyncExternalStore(store.watch, store.state) }

/** How often another analyst's revision is asked for, in milliseconds. */
const often = 4_000
const undoKey = (id: string): string => `officina.undo.${id}`
/** Steps survive a reload of the page; where there is no room for them, only they are lost. */
function keepUndo(id: string, undo: readonly Command[]): void {
  try { sessionStorage.setItem(undoKey(id), JSON.stringify(undo.slice(-50))) } catch { sessionStorage.removeItem(undoKey(id)) }
}
function readUndo(id: string): readonly Command[] {
  try { return JSON.parse(sessionStorage.getItem(undoKey(id)) ?? '[]') as Command[] } catch { return [] }
}

/** Opens the work on a draft, and takes in what others save to it. */
export function useNewBench(draft: Draft, layers: readonly Layer[]): Bench {
  const { session } = useWorkspace()
  const by = session.user?.name ?? ''
  const store = useMemo(() => createDraftStore({
    start: draft, undo: readUndo(draft.id), remember: (undo) => keepUndo(draft.id, undo),
    server: { read: () => readDraft(draft.id), save: (place, saved) => saveDocument(draft.id, place, saved) },
    // A draft is opened once; what is read again later comes in through `catchUp`.
    }), [draft.id]) // oxlint-disable-line react-hooks/exhaustive-deps
  const rows = useQuery({ queryKey: key('drafts'), queryFn: readDrafts, refetchInterval: often })
  const revision = rows.data?.find(({ id }) => id === draft.id)?.revision
  useEffect(() => { if (revision !== undefined) void store.catchUp(revision) }, [store, revision])
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => { if (store.state().saving !== 'saved') { void store.flush(); event.preventDefault() } }
    addEventListener('beforeunload', leave)
    return () => { removeEventListener('beforeunload', leave); void store.flush() }
  }, [store])
  const stack = useMemo(() => stackAround(layers, draft.layer.name), [layers, draft.layer.name])
  return useMemo(() => ({ draft, store, stack, by }), [draft, store, stack, by])
}

export interface Edited { readonly doc: Doc | undefined; readonly change: (wanted: Doc, label: string, stroke?: string) => void }
/** One object of the draft as it will be, and the way to change it: one step of the history each. */
export function useDocument(place: Place): Edited {
  const { store, stack, by } = useBench()
  const { work } = useDraftState()
  const doc = useMemo(() => effective(work.layer, stack, place), [work.layer, stack, place])
  const change = useCallback((wanted: Doc, label: string, stroke?: string): void => {
    const content = contentFor(store.state().work.layer, stack, { place, wanted, by, at: new Date().toISOString().slice(0, 10) })
    store.change({ place, content, label, stroke })
  }, [store, stack, place, by])
  return { doc, change }
}
export function useEntities(): ReadonlyMap<string, Doc> {
  const { stack } = useBench()
  const { work } = useDraftState()
  return useMemo(() => entitiesOf(work.layer, stack), [work.layer, stack])
}
export const useKeysOf = (kind: 'entity' | 'view' | 'form' | 'role'): readonly string[] => {
  const { stack } = useBench()
  const { work } = useDraftState()
  const { layer } = work
  return useMemo(() => [layer, ...stack.below].flatMap((one) => Object.keys(one.documents[kind] ?? {})), [layer, stack, kind])
}
