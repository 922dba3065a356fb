import { useEffect, useSyncExternalStore } from 'react'
import { type About, sayPresent } from './stories.ts'

/** Someone else who has the record open; `field` is what he edits, by name, as far as this reader may know. */
export interface Other { readonly id: string; readonly name: string; readonly editing: boolean; readonly field: string | null }
/** As the server tells it over the one live connection. */
export interface PresenceTold { readonly entity: string; readonly id: string; readonly people: readonly Other[] }

const none: readonly Other[] = []
const places = new Map<string, { readonly people: readonly Other[]; readonly at: number }>()
const watchers = new Set<() => void>()
const keyOf = ({ entity, id }: About): string => `${entity}/${id}`
/** Longer than the server remembers: who went without a word is gone after this. */
const forgotten = 30_000

addEventListener('officina:present', (event) => {
  const told = (event as CustomEvent<PresenceTold>).detail
  places.set(keyOf(told), { people: told.people, at: Date.now() })
  for (const call of watchers) call()
})
const watch = (call: () => void): (() => void) => { watchers.add(call); return () => watchers.delete(call) }
function othersAt(about: About): readonly Other[] {
  const known = places.get(keyOf(about))
  return known && known.at > Date.now() - forgotten ? known.people : none
}

const tab = crypto.randomUUID()
const again = 10_000

/** Says that this page shows the record, and which field has the focus; answers who else does. */
export function usePresence(about: About | null, fieldOf: (element: Element) => string | null): readonly Other[] {
  const key = about ? keyOf(about) : ''
  const others = useSyncExternalStore(watch, () => (about ? othersAt(about) : none))
  useEffect(() => {
    if (!about) return undefined
    let field: string | null = null
    const say = (gone = false): void => { void sayPresent(about, { tab, field, gone }).catch(() => undefined) }
    const look = (event: FocusEvent): void => {
      const next = event.type === 'focusout' && !event.relatedTarget ? null : event.target instanceof Element ? fieldOf(event.target) : null
      if (next === field) return
      field = next
      say()
    }
    say()
    // The first word may go before this page listens: once more soon after.
    const soon = setTimeout(say, 1_500)
    const timer = setInterval(() => { if (!document.hidden) say(); for (const call of watchers) call() }, again)
    const leave = (): void => say(true)
    document.addEventListener('focusin', look)
    document.addEventListener('focusout', look)
    addEventListener('pagehide', leave)
    return () => {
      clearTimeout(soon)
      clearInterval(timer)
      document.removeEventListener('focusin', look)
      document.removeEventListener('focusout', look)
      removeEventListener('pagehide', leave)
      leave()
    }
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the record is named by its key
  }, [key])
  return others
}
