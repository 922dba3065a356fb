import type { Values } from '../form/record-store.ts'

type Rows = readonly Values[]
/** What the lines were before each act, so that it can be taken back and done again. */
export interface Past {
  /** Acts of the same tag in a row are one step: the keys typed into one cell, a paste and the links that follow it. */
  readonly keep: (rows: Rows, tag: string | null) => void
  readonly back: (now: Rows) => Rows | null
  readonly again: (now: Rows) => Rows | null
}
const most = 200

/** `stage` says what the lines were last read from: what was done before another reading is not taken back. */
export function createPast(stage: () => unknown): Past {
  let done: Rows[] = []
  let undone: Rows[] = []
  let last: string | null = null
  let since = stage()
  const fresh = (): void => { if (since !== stage()) { since = stage(); done = []; undone = []; last = null } }
  return {
    keep: (rows, tag) => {
      fresh()
      undone = []
      if (tag === null || tag !== last) done = [...done, rows].slice(-most)
      last = tag
    },
    back: (now) => {
      fresh()
      const rows = done.at(-1)
      if (!rows) return null
      done = done.slice(0, -1)
      undone = [...undone, now]
      last = null
      return rows
    },
    again: (now) => {
      fresh()
      const rows = undone.at(-1)
      if (!rows) return null
      undone = undone.slice(0, -1)
      done = [...done, now]
      last = null
      return rows
    },
  }
}
