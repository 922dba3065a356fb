import { useSyncExternalStore } from 'react'

/** `away`: the browser is connected, the server does not answer. */
export type Connection = 'online' | 'offline' | 'away'
let away = false
let online = typeof navigator === 'undefined' || navigator.onLine
const watchers = new Set<() => void>()
const told = (): void => { for (const call of watchers) call() }
const state = (): Connection => (online ? (away ? 'away' : 'online') : 'offline')

/** Told by each request: did the server answer at all? */
export function noteAnswer(answered: boolean): void {
  if (away === !answered) return
  away = !answered
  told()
}
if (typeof addEventListener !== 'undefined') {
  const note = (): void => { online = navigator.onLine; told() }
  addEventListener('online', note)
  addEventListener('offline', note)
}
const watch = (call: () => void): (() => void) => { watchers.add(call); return () => watchers.delete(call) }
export const useConnection = (): Connection => useSyncExternalStore(watch, state)
