import { useSyncExternalStore } from 'react'

const narrow = typeof matchMedia === 'undefined' ? null : matchMedia('(max-width: 767px)')
const watch = (call: () => void): (() => void) => {
  narrow?.addEventListener('change', call)
  return () => narrow?.removeEventListener('change', call)
}
/** Is the window as narrow as a phone? The same bound as in the style sheets. */
export const usePhone = (): boolean => useSyncExternalStore(watch, () => narrow?.matches ?? false)
