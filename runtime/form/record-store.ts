import { useSyncExternalStore } from 'react'
import { equal, isObject } from '../../metadata/base/json.ts'

export type Values = Readonly<Record<string, unknown>>
/** The record being edited, outside of React: each field listens for itself, so a key redraws one field. */
export interface RecordStore {
  /** What the server last said; its `_version` is the one a save is made against. */
  readonly base: () => Values
  readonly values: () => Values
  readonly errors: () => Values
  readonly set: (name: string, value: unknown) => void
  /** Computed values shown beside what is typed. */
  readonly preview: (values: Values) => void
  readonly setErrors: (errors: Readonly<Record<string, string>>) => void
  /** A new base: what the server last said; what was changed since stays. */
  readonly rebase: (base: Values, keep: Values) => void
  readonly changed: () => Values
  readonly watch: (call: () => void) => () => void
}

export function createStore(start: Values, edited: Values = {}): RecordStore {
  let base = start
  let values: Values = { ...start, ...edited }
  let errors: Readonly<Record<string, string>> = {}
  const watchers = new Set<() => void>()
  const tell = (): void => { for (const call of watchers) call() }
  return {
    base: () => base,
    values: () => values,
    errors: () => errors,
    set: (name, value) => {
      errors = carried(errors, { name, before: values[name], after: value })
      values = { ...values, [name]: value }
      tell()
    },
    preview: (next) => { values = next; tell() },
    setErrors: (next) => { errors = next; tell() },
    rebase: (next, keep) => { base = next; values = { ...next, ...keep }; errors = {}; tell() },
    changed: () => Object.fromEntries(Object.entries(values).filter(([name, value]) => !equal(value, base[name] ?? null) && !(value === undefined && base[name] === undefined))),
    watch: (call) => { watchers.add(call); return () => watchers.delete(call) },
  }
}

interface Change { readonly name: string; readonly before: unknown; readonly after: unknown }
/** Touching a field takes its error away. Of lines only that of the touched cell: the others move along with their line. */
function carried(errors: Readonly<Record<string, string>>, { name, before, after }: Change): Readonly<Record<string, string>> {
  const places = Array.isArray(before) && Array.isArray(after) ? placesOf(after) : null
  return Object.fromEntries(Object.entries(errors).flatMap(([path, message]): [string, string][] => {
    if (path !== `/${name}` && !path.startsWith(`/${name}/`)) return [[path, message]]
    const [, , line = '', cell = ''] = path.split('/')
    const old = places && line !== '' ? (before as readonly unknown[])[Number(line)] : undefined
    const at = isObject(old) ? (places?.get(old['id'] ?? old['_key']) ?? -1) : -1
    const row: unknown = Array.isArray(after) ? after[at] : undefined
    return isObject(old) && isObject(row) && Object.is(old[cell], row[cell]) ? [[`/${name}/${at}/${cell}`, message]] : []
  }))
}
const placesOf = (rows: readonly unknown[]): ReadonlyMap<unknown, number> => new Map(rows.flatMap((row, at) => (isObject(row) && (row['id'] ?? row['_key']) !== undefined ? [[row['id'] ?? row['_key'], at] as const] : [])))

export const useValues = (store: RecordStore): Values => useSyncExternalStore(store.watch, store.values)
export const useErrors = (store: RecordStore): Values => useSyncExternalStore(store.watch, store.errors)
export const useDirty = (store: RecordStore): boolean => useSyncExternalStore(store.watch, () => Object.keys(store.changed()).length > 0)
