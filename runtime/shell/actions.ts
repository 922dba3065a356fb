import { useEffect, useMemo, useSyncExternalStore } from 'react'

/** Something that can be done on the page that is open; the palette lists it, `?` shows its keys. */
export interface Action {
  readonly id: string
  readonly label: string
  /** `c`, `?`, `shift+f`, `g h` (one after the other): run from here. With `mod+` it is only shown: the screen hears it itself. */
  readonly keys?: string
  readonly icon?: string
  readonly group?: 'page' | 'go' | 'settings'
  /** Only by its keys and in the map of keys: nothing that the palette would list. */
  readonly silent?: boolean
  readonly run: () => void
}

const registered = new Map<symbol, readonly Action[]>()
let all: readonly Action[] = []
const watchers = new Set<() => void>()
const watch = (call: () => void): (() => void) => { watchers.add(call); return () => watchers.delete(call) }
function set(owner: symbol, actions: readonly Action[] | null): void {
  if (actions) registered.set(owner, actions)
  else registered.delete(owner)
  all = [...registered.values()].flat()
  for (const call of watchers) call()
}

/** The actions stand as long as the part of the page that names them. */
export function useActions(actions: readonly Action[]): void {
  const owner = useMemo(() => Symbol('actions'), [])
  useEffect(() => { set(owner, actions) }, [owner, actions])
  useEffect(() => () => set(owner, null), [owner])
}
export const useAllActions = (): readonly Action[] => useSyncExternalStore(watch, () => all)
/** The last one named wins: the page over the frame. */
export const actionOf = (keys: string): Action | undefined => all.findLast((action) => action.keys === keys)
export const beginsWith = (first: string): boolean => all.some((action) => action.keys?.startsWith(`${first} `))

const outside = 'table, [role="grid"], [role="dialog"], .section, .cards, .lines, .related, form'
/** Buttons of the page in sight that no registered action stands for, by what they are called: so every button is in the palette. */
export function buttonsOfPage(): readonly Action[] {
  const known = new Set(all.map(({ label }) => label))
  const found = [...document.querySelectorAll<HTMLElement>('#main button, #main a.mantine-Button-root')].filter((button) => !button.closest(outside) && button.offsetParent !== null && !button.hasAttribute('disabled') && button.getAttribute('aria-disabled') !== 'true')
  return found.flatMap((button, index): Action[] => {
    const label = (button.getAttribute('aria-label') ?? button.textContent ?? '').trim()
    if (label === '' || label.length > 60 || known.has(label)) return []
    known.add(label)
    return [{ id: `button-${index}`, label, run: () => { button.focus(); button.click() } }]
  }).slice(0, 30)
}
