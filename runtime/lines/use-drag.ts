import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { type CellPlace, placeOf } from './cell-keys.ts'
import { boxOf, type Range } from './range.ts'
import type { LineActs } from './use-lines.ts'

const edge = 28
const step = 14

/** Follows the pointer from here until it is let go, scrolling at the edges of the grid; Escape ends it without effect. */
function track(grid: HTMLElement, over: (target: Element, y: number) => void, end: (done: boolean) => void): () => void {
  let [x, y] = [0, 0]
  const look = (): void => { const target = document.elementFromPoint(x, y); if (target && grid.contains(target)) over(target, y) }
  const timer = setInterval(() => {
    const { top, bottom } = grid.getBoundingClientRect()
    if (y > bottom - edge && y < bottom + edge * 3) grid.scrollTop += step
    else if (y > 0 && y < top + edge) grid.scrollTop -= step
    else return
    look()
  }, 30)
  const move = (event: PointerEvent): void => { x = event.clientX; y = event.clientY; event.preventDefault(); look() }
  const stop = (done: boolean) => (): void => { release(); end(done) }
  const [up, cancel] = [stop(true), stop(false)]
  const key = (event: KeyboardEvent): void => { if (event.key === 'Escape') { event.preventDefault(); cancel() } }
  const release = (): void => {
    clearInterval(timer)
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    removeEventListener('pointercancel', cancel)
    removeEventListener('keydown', key, true)
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', up)
  addEventListener('pointercancel', cancel)
  addEventListener('keydown', key, true)
  return release
}

interface Dragging { readonly grid: RefObject<HTMLDivElement | null>; readonly acts: LineActs; readonly choose: (range: Range | null) => void }
export interface Drag {
  /** The line that is moved, and the place between lines where it would land. */
  readonly moving: { readonly at: number; readonly to: number } | null
  readonly lift: (event: ReactPointerEvent, at: number) => void
  readonly fill: (event: ReactPointerEvent, place: CellPlace) => void
}

/** Lines moved by their number, and a value filled down by the corner of its cell. Keys and the menu of a line do the same. */
export function useDrag({ grid, acts, choose }: Dragging): Drag {
  const [moving, setMoving] = useState<Drag['moving']>(null)
  const release = useRef<(() => void) | null>(null)
  useEffect(() => () => release.current?.(), [])
  const lift = (event: ReactPointerEvent, at: number): void => {
    if (!grid.current || event.button !== 0) return
    event.preventDefault()
    let to = at
    const over = (target: Element, y: number): void => {
      const row = target.closest<HTMLElement>('[data-index]')
      if (!row) return
      const { top, height } = row.getBoundingClientRect()
      to = Number(row.dataset['index']) + (y > top + height / 2 ? 1 : 0)
      setMoving({ at, to })
    }
    release.current = track(grid.current, over, (done) => { setMoving(null); if (done && to !== at) acts.place(at, to) })
  }
  const fill = (event: ReactPointerEvent, place: CellPlace): void => {
    if (!grid.current || event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    let range: Range = { anchor: place, head: place }
    const over = (target: Element): void => {
      const found = placeOf(target)
      if (found && found.at !== range.head.at) { range = { anchor: place, head: { at: found.at, column: place.column } }; choose(range) }
    }
    release.current = track(grid.current, over, (done) => {
      const box = boxOf(range)
      if (!done || range.head.at === place.at) return choose(null)
      if (range.head.at > place.at) acts.fill(box)
      else acts.fillUp(box)
    })
  }
  return { moving, lift, fill }
}
