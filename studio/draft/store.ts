import { asFailure, type Failure } from '../../runtime/client/failure.ts'
import type { Layer } from '../../metadata/model/model.ts'
import type { Place } from '../document/objects.ts'
import { readObject } from '../document/objects.ts'
import { arrived, type Change, type Command, edit, kept, redo, settle, startWork, undo, unsaved, type Work } from './work.ts'

/** Where the work is kept; the browser's is `publishing.ts`. */
export interface DraftServer {
  read(): Promise<{ readonly layer: Layer; readonly revision: number }>
  save(place: Place, saved: { readonly doc: unknown; readonly revision: number }): Promise<{ readonly revision: number }>
}
export type Saving = 'saved' | 'waiting' | 'saving' | 'failed'
export interface DraftState { readonly work: Work; readonly saving: Saving; readonly failure: Failure | null }
/** The work on one draft outside of React. What is typed is on the server a moment later; what another analyst saved comes in. */
export interface DraftStore {
  readonly state: () => DraftState
  readonly watch: (call: () => void) => () => void
  readonly change: (change: Change) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly settle: (place: Place, how: { path: string; take: 'ours' | 'theirs' }) => void
  /** Sends what waits; resolves when the server has everything, or has refused. */
  readonly flush: () => Promise<void>
  /** Takes in what others saved, when the draft's revision is newer than ours. */
  readonly catchUp: (revision: number) => Promise<void>
  readonly close: () => void
}
export interface StoreOptions { readonly server: DraftServer; readonly start: { readonly layer: Layer; readonly revision: number }; readonly undo?: readonly Command[]; readonly remember?: (undo: readonly Command[]) => void; readonly wait?: number }

interface Cell { readonly get: () => DraftState; readonly put: (next: Partial<DraftState>) => void }
const takeIn = async (server: DraftServer, { get, put }: Cell): Promise<void> => { const fresh = await server.read(); put({ work: arrived(get().work, fresh.layer, fresh.revision) }) }
/** Sends one object after the other until nothing is unsaved; where somebody else saved first, theirs comes in and it goes on. */
async function send(server: DraftServer, cell: Cell): Promise<void> {
  const { work } = cell.get()
  const [place] = unsaved(work)
  if (!place) return cell.put({ saving: 'saved', failure: null })
  cell.put({ saving: 'saving' })
  const content = readObject(work.layer, place)
  try {
    const { revision } = await server.save(place, { doc: content ?? null, revision: work.revision })
    cell.put({ work: kept(cell.get().work, place, { content, revision }) })
  } catch (error) {
    const failure = asFailure(error)
    if (failure.document.code !== 'publish.draft_changed') return cell.put({ saving: 'failed', failure })
    await takeIn(server, cell)
  }
  return send(server, cell)
}

export function createDraftStore({ server, start, undo: before = [], remember, wait = 500 }: StoreOptions): DraftStore {
  let state: DraftState = { work: startWork(start.layer, start.revision, before), saving: 'saved', failure: null }
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | null = null
  const watchers = new Set<() => void>()
  const put = (next: Partial<DraftState>): void => { state = { ...state, ...next }; for (const call of watchers) call() }
  const cell: Cell = { get: () => state, put }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    sending ??= send(server, cell).catch((error: unknown) => put({ saving: 'failed', failure: asFailure(error) })).finally(() => { sending = null })
    return sending
  }
  const become = (work: Work): void => {
    if (work === state.work) return
    put({ work, saving: state.saving === 'saving' ? 'saving' : 'waiting' })
    remember?.(work.undo)
    clearTimeout(timer)
    timer = setTimeout(() => void flush().then(() => (unsaved(state.work).length > 0 && state.saving !== 'failed' ? flush() : undefined)), wait)
  }
  const moves = { change: (change: Change) => become(edit(state.work, change)), undo: () => become(undo(state.work)), redo: () => become(redo(state.work)), settle: (place: Place, how: { path: string; take: 'ours' | 'theirs' }) => become(settle(state.work, place, how)) }
  return {
    ...moves,
    state: () => state,
    watch: (call) => { watchers.add(call); return () => watchers.delete(call) },
    flush,
    catchUp: async (revision) => { if (revision > state.work.revision && !sending) await takeIn(server, cell) },
    close: () => clearTimeout(timer),
  }
}
