import { useSyncExternalStore } from 'react'
import { equal } from '../../metadata/base/json.ts'

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
      values = { ...values, [name]: value }
      errors = Object.fromEntries(Object.entries(errors).filter(([path]) => path !== `/${name}` && !path.startsWith(`/${name}/`)))
      tell()
    },
    preview: (next) => { values = next; tell() },
    setErrors: (next) => { errors = next; tell() },
    rebase: (next, keep) => { base = next; values = { ...next, ...keep }; errors = {}; tell() },
    changed: () => Object.fromEntries(Object.entries(values).filter(([name, value]) => !equal(value, base[name] ?? null) && !(value === undefined && base[name] === undefined))),
    watch: (call) => { watchers.add(call); return () => watchers.delete(call) },
  }
}
export const useValues = (store: RecordStore): Values => useSyncExternalStore(store.watch, store.values)
export const useErrors = (store: RecordStore): Values => useSyncExternalStore(store.watch, store.errors)
export const useDirty = (store: RecordStore): boolean => useSyncExternalStore(store.watch, () => Object.keys(store.changed()).length > 0)
