import type { KeyboardEvent, RefObject } from 'react'
import type { Values } from '../form/record-store.ts'
import { actOf, type CellAct, type CellPlace, focusCell, placeOf } from './cell-keys.ts'
import type { LineActs } from './use-lines.ts'

/** Focus goes to a cell as soon as it is in the page: a new line, or one that has to be scrolled to, comes a moment later. */
export function useFocus(grid: RefObject<HTMLDivElement | null>, show: (at: number) => void) {
  return (place: CellPlace, by: 1 | -1 = 1): void => {
    const wait = (tries: number): void => {
      if (!grid.current || focusCell(grid.current, place, by) || tries === 0) return
      show(place.at)
      requestAnimationFrame(() => wait(tries - 1))
    }
    requestAnimationFrame(() => wait(10))
  }
}

interface Keys { readonly rows: readonly Values[]; readonly acts: LineActs; readonly focus: (place: CellPlace, by?: 1 | -1) => void; readonly columns: number }
export function useKeys({ rows, acts, focus, columns }: Keys) {
  return (event: KeyboardEvent): void => {
    const place = placeOf(event.target)
    const act = place && !event.nativeEvent.isComposing ? actOf(event, event.target) : null
    if (!place || !act) return
    const { at, column } = place
    const moves: Readonly<Record<CellAct, () => void>> = {
      up: () => { if (at > 0) focus({ at: at - 1, column }) },
      down: () => { if (at < rows.length - 1) focus({ at: at + 1, column }) },
      left: () => { if (column > 0) focus({ at, column: column - 1 }, -1) },
      right: () => { if (column < columns - 1) focus({ at, column: column + 1 }) },
      next: () => { if (at < rows.length - 1) focus({ at: at + 1, column }); else { acts.add(); focus({ at: at + 1, column: 0 }) } },
      copy: () => { acts.copy(at); focus({ at: at + 1, column }) },
      remove: () => { acts.remove(at); if (rows.length > 1) focus({ at: Math.min(at, rows.length - 2), column }) },
      move_up: () => { acts.move(at, -1); focus({ at: Math.max(0, at - 1), column }) },
      move_down: () => { acts.move(at, 1); focus({ at: Math.min(rows.length - 1, at + 1), column }) },
      open: () => { if (event.target instanceof HTMLElement) event.target.click() },
    }
    event.preventDefault()
    event.stopPropagation()
    moves[act]()
  }
}
