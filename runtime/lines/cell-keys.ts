/** Where a cell is: its line and its column. */
export interface CellPlace { readonly at: number; readonly column: number }

export const placeOf = (target: EventTarget | null): CellPlace | null => {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-line][data-column]') : null
  return cell ? { at: Number(cell.dataset['line']), column: Number(cell.dataset['column']) } : null
}
const inputsOf = 'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled), button:not(:disabled)'

/** Puts the focus into a cell; false while it is not in the page. A cell without an input passes it on to the next one of its line. */
export function focusCell(grid: HTMLElement, { at, column }: CellPlace, by: 1 | -1 = 1): boolean {
  for (let next = column; ; next += by) {
    const cell = grid.querySelector(`[data-line="${at}"][data-column="${next}"]`)
    if (!cell) return false
    const input = cell.querySelector<HTMLElement>(inputsOf)
    if (!input) continue
    input.focus()
    if (input instanceof HTMLInputElement) input.select()
    return true
  }
}

/** What a key does in a cell; null leaves it to the input. */
export type CellAct =
  | 'up' | 'down' | 'left' | 'right' | 'next' | 'back' | 'first' | 'last' | 'page_up' | 'page_down' | 'open' | 'leave'
  | 'fill' | 'copy' | 'insert' | 'remove' | 'clear' | 'move_up' | 'move_down' | 'undo' | 'redo' | 'more_up' | 'more_down' | 'more_left' | 'more_right'

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>
/** `wide`: several cells are chosen. */
export function actOf(event: Key, target: EventTarget | null, wide = false): CellAct | null {
  if (event.altKey) return event.key === 'ArrowUp' ? 'move_up' : event.key === 'ArrowDown' ? 'move_down' : null
  if (event.ctrlKey || event.metaKey) return commandOf(event)
  const open = target instanceof Element && target.getAttribute('aria-expanded') === 'true'
  if (event.key === 'Enter') return target instanceof HTMLTextAreaElement || open || (target instanceof Element && target.tagName === 'BUTTON') ? null : event.shiftKey ? 'back' : 'next'
  if (event.key === 'F2') return 'open'
  if (event.key === 'Escape') return wide && !open ? 'leave' : null
  if ((event.key === 'Delete' || event.key === 'Backspace') && wide) return 'clear'
  return open ? null : moveOf(event, target, wide)
}
function commandOf(event: Key): CellAct | null {
  const key = event.key.toLowerCase()
  if (key === 'd') return event.shiftKey ? 'copy' : 'fill'
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  if (key === 'y') return 'redo'
  if (key === 'delete') return 'remove'
  if (key === 'home') return 'first'
  if (key === 'end') return 'last'
  return key === '+' || (key === '=' && event.shiftKey) ? 'insert' : null
}
function moveOf(event: Key, target: EventTarget | null, wide: boolean): CellAct | null {
  // A text of several lines and a native date need their arrows themselves.
  if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && /^(date|time|datetime-local)$/.test(target.type))) return null
  const more = event.shiftKey
  switch (event.key) {
    case 'ArrowUp': return more ? 'more_up' : 'up'
    case 'ArrowDown': return more ? 'more_down' : 'down'
    case 'PageUp': return more ? null : 'page_up'
    case 'PageDown': return more ? null : 'page_down'
    case 'ArrowLeft': return more ? (wide ? 'more_left' : null) : wide || atEdge(target, 'start') ? 'left' : null
    case 'ArrowRight': return more ? (wide ? 'more_right' : null) : wide || atEdge(target, 'end') ? 'right' : null
    default: return null
  }
}
/** At the edge of its text, or with all of it selected, an arrow leaves the cell. */
function atEdge(target: EventTarget | null, edge: 'start' | 'end'): boolean {
  if (!(target instanceof HTMLInputElement)) return true
  if (target.type === 'checkbox') return true
  const { selectionStart: from, selectionEnd: to, value } = target
  if (from === null || to === null) return false
  if (from === 0 && to === value.length) return true
  return from === to && from === (edge === 'start' ? 0 : value.length)
}
