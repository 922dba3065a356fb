import type { QueryClient } from '@tanstack/react-query'
import { base } from './base.ts'
import { address } from './request.ts'

/** What the server tells of a change: at least the entity; the record where it names one. */
export interface LiveEvent { readonly version?: number | null; readonly entity?: string; readonly id?: string; readonly kind?: string }

/** The query keys that a change makes stale. */
export function staleKeys(event: LiveEvent): readonly (readonly unknown[])[] {
  if (!event.entity) return []
  const lists = [['list', event.entity], ['group', event.entity]]
  return event.id ? [...lists, ['record', event.entity, event.id], ['history', event.entity, event.id], ['comments', event.entity, event.id]] : lists
}

/** Changes that arrive in bursts (an import, a bulk edit) are gathered this long before the visible page is read again. */
const gather = 150
/** A connection that was refused (a server that restarts) is tried again after this long. */
const rest = 3_000
/** Told to the other tabs: a change, or that some may have been missed and all must be read again. */
type Told = { readonly change: LiveEvent } | { readonly missed: true } | { readonly noticed: true } | { readonly present: unknown }

/**
 * Follows the server's changes; returns the function that stops it. The tabs of one person in one workspace share a single
 * connection, since a browser allows few to one server: the tab that holds the lock has it and tells the others; when that
 * tab closes, the lock goes to the next. Where a browser lacks locks or channels, each tab has its own connection.
 */
export function follow(client: QueryClient, user: string): () => void {
  const take = taking(client)
  const name = `officina/live${base}/${user}`
  if (typeof BroadcastChannel === 'undefined' || !navigator.locks) {
    const connection = connect(take.tell, false)
    return () => { take.stop(); connection() }
  }
  const channel = new BroadcastChannel(name)
  const stop = new AbortController()
  const asked = performance.now()
  channel.addEventListener('message', (message: MessageEvent<Told>) => take.tell(message.data))
  const tellAll = (told: Told): void => { take.tell(told); channel.postMessage(told) }
  const lead = (lock: Lock | null): Promise<void> => new Promise((resolve) => {
    if (!lock || stop.signal.aborted) return resolve()
    const close = connect(tellAll, performance.now() - asked > atOnce)
    stop.signal.addEventListener('abort', () => { close(); resolve() })
  })
  void navigator.locks.request(name, { signal: stop.signal }, lead).catch(() => undefined)
  return () => { stop.abort(); take.stop(); channel.close() }
}

/** Had the lock to be waited for, then another tab held the connection until now. */
const atOnce = 1_000

/** Opens the connection. After a break, or when it is taken over from another tab, what was missed is read again. */
function connect(tell: (told: Told) => void, takenOver: boolean): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let missed = takenOver
  const open = (): void => {
    source = new EventSource(address('/_/events'))
    source.addEventListener('changed', (message: MessageEvent<string>) => tell({ change: parse(message.data) }))
    source.addEventListener('present', (message: MessageEvent<string>) => tell({ present: parse(message.data) }))
    source.addEventListener('noticed', () => tell({ noticed: true }))
    source.addEventListener('open', () => {
      if (missed) tell({ missed: true })
      missed = true
    })
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return
      clearTimeout(timer)
      timer = setTimeout(open, rest)
    })
  }
  open()
  return () => { clearTimeout(timer); source?.close() }
}

function taking(client: QueryClient) {
  const stale = new Map<string, readonly unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    timer = undefined
    for (const key of stale.values()) void client.invalidateQueries({ queryKey: key })
    stale.clear()
  }
  const tell = (told: Told): void => {
    if ('missed' in told) { void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' }); return }
    // For the screen of a record, which may not be loaded.
    if ('present' in told) { dispatchEvent(new CustomEvent('officina:present', { detail: told.present })); return }
    if ('noticed' in told) stale.set('notices', ['notices'])
    else for (const key of staleKeys(told.change)) stale.set(JSON.stringify(key), key)
    timer ??= setTimeout(flush, gather)
  }
  return { tell, stop: () => clearTimeout(timer) }
}
function parse(data: string): LiveEvent {
  try { return JSON.parse(data) as LiveEvent } catch { return {} }
}
