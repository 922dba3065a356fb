import { actionOf, beginsWith } from './actions.ts'

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button)$/.test((target as HTMLInputElement).type))
/** So long the first key of two waits for the second. */
const pause = 1_200
let enabled = true
let first: { readonly key: string; readonly at: number } | null = null

/** Single letters can be turned off by whoever speaks to the computer or types by accident. */
export const enableLetters = (on: boolean): void => { enabled = on }
export const keyOf = (event: KeyboardEvent): string => (event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase() ? `${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}` : event.key)

function listen(event: KeyboardEvent): void {
  if (!enabled || event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key.length !== 1 || event.key === ' ' || isField(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return
  // Grids and boards have single letters of their own meaning.
  if (event.target instanceof HTMLElement && event.target.closest('[role="grid"] [contenteditable], [role="listbox"]')) return
  const key = keyOf(event)
  const before = first && event.timeStamp - first.at < pause ? `${first.key} ` : ''
  first = null
  const action = actionOf(before + key) ?? (before === '' ? undefined : actionOf(key))
  if (action) {
    event.preventDefault()
    action.run()
  } else if (beginsWith(key)) first = { key, at: event.timeStamp }
}

export function startShortcuts(): () => void {
  document.addEventListener('keydown', listen)
  return () => document.removeEventListener('keydown', listen)
}

const apple = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)
/** Keys as people read them: `G H`, `Ctrl+S`, `⌘S`. */
export const keysText = (keys: string): string => keys.split(' ').map((part) => part.replace('mod+', apple ? '⌘' : 'Ctrl+').replace('shift+', apple ? '⇧' : 'Shift+').replace(/(^|\W)[a-z]$/, (letter) => letter.toUpperCase())).join(' ')
