import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { request } from './request.ts'

/** What this person has chosen, kept by the server: the same on every device. */
type Settings = Readonly<Record<string, unknown>>
export const settingsKey = ['settings'] as const
export const readSettings = async (): Promise<Settings> => ({ ...(await request<{ values: Settings }>('/_/settings')).values, ...Object.fromEntries(unsent) })
export const writeSetting = (key: string, value: unknown): Promise<unknown> => request(`/_/settings/${encodeURIComponent(key)}`, { method: 'PUT', body: { value } })

/**
 * A setting of this person, and how to change it: `null` takes it away. Shown at once and stored behind; `initial` until it was read and
 * where there is none. A change may be told as a function of what stands there.
 */
export function useSetting<T>(key: string, initial: T): readonly [T, (next: T | null | ((now: T) => T)) => void] {
  const queries = useQueryClient()
  // Observers are told a moment later; a field that is bound to the setting must not fall back for that moment.
  const [, draw] = useState(0)
  const { data } = useQuery({ queryKey: settingsKey, queryFn: readSettings, staleTime: Number.POSITIVE_INFINITY })
  const value = (data?.[key] ?? initial) as T
  const change = useCallback((next: T | null | ((now: T) => T)): void => {
    const kept = unsent.has(key) ? unsent.get(key) : queries.getQueryData<Settings>(settingsKey)?.[key]
    const made = typeof next === 'function' ? (next as (now: T) => T)((kept ?? initial) as T) : next
    queries.setQueryData<Settings>(settingsKey, (old) => (old ? { ...old, [key]: made } : undefined))
    unsent.set(key, made)
    draw((times) => times + 1)
    if (!sending) void send(queries)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `initial` is a constant of the caller
  }, [queries, key])
  return [value, change]
}

/** What was changed and is not stored yet; it counts over whatever is read meanwhile. */
const unsent = new Map<string, unknown>()
let sending = false
/** One at a time, the newest value of each. What the server refuses is read again as it is there. */
async function send(queries: QueryClient): Promise<void> {
  sending = true
  for (let next = unsent.entries().next(); !next.done; next = unsent.entries().next()) {
    const [key, value] = next.value
    const stored = await writeSetting(key, value).then(() => true, () => false)
    if (unsent.get(key) === value) unsent.delete(key)
    // An answer under way may be from before.
    if (!stored || queries.isFetching({ queryKey: settingsKey }) > 0) void queries.invalidateQueries({ queryKey: settingsKey })
  }
  sending = false
}
