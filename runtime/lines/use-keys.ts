import type { KeyboardEvent, RefObject } from 'react'
import type { Values } from '../form/record-store.ts'
import { actOf, type CellAct, type CellPlace, focusCell, placeOf } from './cell-keys.ts'
import { boxOf, type Range } from './range.ts'
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

interface Keys {
  readonly rows: readonly Values[]; readonly acts: LineActs; readonly focus: (place: CellPlace, by?: 1 | -1) => void; readonly columns: number
  readonly range: Range | null; readonly choose: (range: Range | null) => void
}
interface Pressed extends Keys { readonly event: KeyboardEvent; readonly place: CellPlace }
const page = 10

export function useKeys(keys: Keys) {
  return (event: KeyboardEvent): void => {
    const place = placeOf(event.target)
    const act = place && !event.nativeEvent.isComposing ? actOf(event, event.target, keys.range !== null) : null
    if (!place || !act) return
    event.preventDefault()
    event.stopPropagation()
    const pressed = { ...keys, event, place }
    const all = { ...moves(pressed), ...choices(pressed), ...changes(pressed) }
    // Whatever is not about the chosen cells ends the choice.
    if (keys.range && !/^(more_|fill|clear|undo|redo)/.test(act)) keys.choose(null)
    all[act]()
  }
}

function moves({ rows, acts, focus, columns, event, place: { at, column } }: Pressed) {
  const last = rows.length - 1
  const go = (to: number): void => { if (to !== at) focus({ at: to, column }) }
  return {
    up: () => go(Math.max(0, at - 1)), down: () => go(Math.min(last, at + 1)), back: () => go(Math.max(0, at - 1)),
    page_up: () => go(Math.max(0, at - page)), page_down: () => go(Math.min(last, at + page)),
    first: () => focus({ at: 0, column: 0 }), last: () => focus({ at: last, column: columns - 1 }, -1),
    left: () => { if (column > 0) focus({ at, column: column - 1 }, -1) },
    right: () => { if (column < columns - 1) focus({ at, column: column + 1 }) },
    next: () => { if (at < last) focus({ at: at + 1, column }); else { acts.insert(rows.length); focus({ at: at + 1, column: 0 }) } },
    open: () => { if (event.target instanceof HTMLElement) event.target.click() },
    leave: () => undefined,
  } satisfies Partial<Record<CellAct, () => void>>
}

function choices({ rows, range, choose, columns, place }: Pressed) {
  const more = (down: number, right: number): void => {
    const { anchor, head } = range ?? { anchor: place, head: place }
    choose({ anchor, head: { at: Math.min(rows.length - 1, Math.max(0, head.at + down)), column: Math.min(columns - 1, Math.max(0, head.column + right)) } })
  }
  return { more_up: () => more(-1, 0), more_down: () => more(1, 0), more_left: () => more(0, -1), more_right: () => more(0, 1) } satisfies Partial<Record<CellAct, () => void>>
}

function changes({ rows, acts, focus, range, place }: Pressed) {
  const { at, column } = place
  const chosen = boxOf(range ?? { anchor: place, head: place })
  return {
    fill: () => acts.fill(chosen), clear: () => acts.clear(chosen), undo: acts.undo, redo: acts.redo,
    copy: () => { acts.copy(at); focus({ at: at + 1, column }) },
    insert: () => { acts.insert(at); focus({ at, column: 0 }) },
    remove: () => { acts.remove(at); if (rows.length > 1) focus({ at: Math.min(at, rows.length - 2), column }) },
    move_up: () => { acts.move(at, -1); focus({ at: Math.max(0, at - 1), column }) },
    move_down: () => { acts.move(at, 1); focus({ at: Math.min(rows.length - 1, at + 1), column }) },
  } satisfies Partial<Record<CellAct, () => void>>
}
