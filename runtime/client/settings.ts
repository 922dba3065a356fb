import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { request } from './request.ts'

/** What this person has chosen, kept by the server: the same on every device. */
type Settings = Readonly<Record<string, unknown>>
export const settingsKey = ['settings'] as const
export const readSettings = async (): Promise<Settings> => (await request<{ values: Settings }>('/_/settings')).values
export const writeSetting = (key: string, value: unknown): Promise<unknown> => request(`/_/settings/${encodeURIComponent(key)}`, { method: 'PUT', body: { value } })

/**
 * A setting of this person, and how to change it: `null` takes it away. Shown at once and stored behind; `initial` until it was read and
 * where there is none. A change may be told as a function of what stands there.
 */
export function useSetting<T>(key: string, initial: T): readonly [T, (next: T | null | ((now: T) => T)) => void] {
  const queries = useQueryClient()
  const { data } = useQuery({ queryKey: settingsKey, queryFn: readSettings, staleTime: Number.POSITIVE_INFINITY })
  const value = (data?.[key] ?? initial) as T
  const change = useCallback((next: T | null | ((now: T) => T)): void => {
    const kept = queries.getQueryData<Settings>(settingsKey) ?? {}
    const made = typeof next === 'function' ? (next as (now: T) => T)((kept[key] ?? initial) as T) : next
    queries.setQueryData<Settings>(settingsKey, { ...kept, [key]: made })
    queue(key, made)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `initial` is a constant of the caller
  }, [queries, key])
  return [value, change]
}

/** One write of a setting at a time, the newest value last; failures are tried again with the next change. */
const waiting = new Map<string, unknown>()
let writing = false
function queue(key: string, value: unknown): void {
  waiting.set(key, value)
  if (!writing) void drain()
}
async function drain(): Promise<void> {
  writing = true
  for (let next = waiting.entries().next(); !next.done; next = waiting.entries().next()) {
    const [key, value] = next.value
    waiting.delete(key)
    await writeSetting(key, value).catch(() => undefined)
  }
  writing = false
}
