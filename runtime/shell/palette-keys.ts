/**
 * Opening the palette by keys, from the first moment of the page: its code may still be on the way, and the screen as well.
 * What is typed after Ctrl+K or `/` is kept until its field takes over, so no key is lost.
 */
let open: (() => void) | null = null
let typed: string | null = null
let since = 0
/** After so long nobody waits for the palette any more. */
const patience = 8_000

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
const opens = (event: KeyboardEvent): boolean => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return true
  return event.key === '/' && !isField(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey
}

function listen(event: KeyboardEvent): void {
  if (event.isComposing) return
  if (typed !== null && performance.now() - since > patience) typed = null
  if (typed !== null && !isField(event.target)) return keep(event)
  if (!opens(event)) return
  event.preventDefault()
  begin()
  open?.()
}
function keep(event: KeyboardEvent): void {
  if (event.key === 'Escape') { typed = null; return }
  if (event.ctrlKey || event.metaKey || event.altKey) { if (opens(event)) event.preventDefault(); return }
  const next = event.key === 'Backspace' ? (typed ?? '').slice(0, -1) : event.key.length === 1 ? (typed ?? '') + event.key : null
  if (next === null) return
  event.preventDefault()
  typed = next
}
const begin = (): void => { typed = ''; since = performance.now() }

/** Called once, as early as the page's own code runs. */
export const startPaletteKeys = (): void => document.addEventListener('keydown', listen, true)

/** The shell is there: from now on the keys open its palette; at once if they were pressed before. */
export function onPaletteKeys(call: () => void): () => void {
  open = call
  if (typed !== null && performance.now() - since < patience) call()
  return () => { open = null }
}
/** Opened by a button: keys that follow wait for the palette in the same way. */
export const waitForPalette = begin
/** The palette's field has the focus: it takes what was typed, and all that follows by itself. */
export function takeTyped(): string {
  const kept = typed ?? ''
  typed = null
  return kept
}
