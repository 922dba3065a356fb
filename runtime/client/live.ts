import type { QueryClient } from '@tanstack/react-query'
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

/** Follows the server's changes; returns the function that stops it. The browser reconnects by itself. */
export function follow(client: QueryClient): () => void {
  const source = new EventSource(address('/_/events'))
  const stale = new Map<string, readonly unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lost = false
  const flush = (): void => {
    timer = undefined
    for (const key of stale.values()) void client.invalidateQueries({ queryKey: key })
    stale.clear()
  }
  const note = (message: MessageEvent<string>): void => {
    for (const key of staleKeys(parse(message.data))) stale.set(JSON.stringify(key), key)
    timer ??= setTimeout(flush, gather)
  }
  source.addEventListener('changed', note)
  source.addEventListener('error', () => { lost = true })
  source.addEventListener('open', () => {
    if (lost) void client.invalidateQueries()
    lost = false
  })
  return () => { clearTimeout(timer); source.close() }
}
function parse(data: string): LiveEvent {
  try { return JSON.parse(data) as LiveEvent } catch { return {} }
}
