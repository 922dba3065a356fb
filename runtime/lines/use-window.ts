import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'
import type { Values } from '../form/record-store.ts'
import { keyOfLine } from './rows.ts'

/** So many lines are all in the page; of more only those in sight. */
export const few = 40
const rowHeight = 37

/** Which lines are in the page; the one with the focus always is. */
export function useWindow(rows: readonly Values[], grid: RefObject<HTMLDivElement | null>, held: number | null) {
  const many = rows.length > few
  // The library keeps its own cache; nothing here memoises what it answers.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length, enabled: many, getScrollElement: () => grid.current, estimateSize: () => rowHeight, overscan: 8, scrollPaddingStart: 34, scrollPaddingEnd: 40,
    getItemKey: (at) => keyOfLine(rows[at] ?? {}, at),
    rangeExtractor: (range) => { const seen = defaultRangeExtractor(range); return held === null || seen.includes(held) || held >= rows.length ? seen : [...seen, held].toSorted((a, b) => a - b) },
  })
  if (!many) return { shown: rows.map((_, at) => at), before: 0, after: 0, show: () => undefined, measure: undefined }
  const items = virtual.getVirtualItems()
  // A held line far from the others stands right before or after them; the gap between is part of the space around.
  const height = items.reduce((sum, item) => sum + item.size, 0)
  const first = items.find((item) => item.index !== held) ?? items[0]
  const before = Math.max(0, (first?.start ?? 0) - items.filter((item) => item.index < (first?.index ?? 0)).reduce((sum, item) => sum + item.size, 0))
  return { shown: items.map((item) => item.index), before, after: Math.max(0, virtual.getTotalSize() - before - height), show: (at: number) => virtual.scrollToIndex(at), measure: virtual.measureElement }
}
