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
export type CellAct = 'up' | 'down' | 'left' | 'right' | 'next' | 'copy' | 'remove' | 'move_up' | 'move_down' | 'open'

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>
export function actOf(event: Key, target: EventTarget | null): CellAct | null {
  const command = event.ctrlKey || event.metaKey
  if (event.altKey) return event.key === 'ArrowUp' ? 'move_up' : event.key === 'ArrowDown' ? 'move_down' : null
  if (command) return event.key.toLowerCase() === 'd' ? 'copy' : event.key === 'Delete' ? 'remove' : null
  const long = target instanceof HTMLTextAreaElement
  // An open list of choices, a text of several lines and a native date need their arrows themselves.
  const own = long || (target instanceof HTMLInputElement && (target.getAttribute('aria-expanded') === 'true' || /^(date|time|datetime-local)$/.test(target.type)))
  if (event.key === 'Enter') return long || (target instanceof Element && (target.getAttribute('aria-expanded') === 'true' || target.tagName === 'BUTTON')) ? null : event.shiftKey ? 'up' : 'next'
  if (event.key === 'F2') return 'open'
  if (own || event.shiftKey) return null
  if (event.key === 'ArrowUp') return 'up'
  if (event.key === 'ArrowDown') return 'down'
  if (event.key === 'ArrowLeft') return atEdge(target, 'start') ? 'left' : null
  return event.key === 'ArrowRight' && atEdge(target, 'end') ? 'right' : null
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
