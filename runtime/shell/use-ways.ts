import { type RefObject, useEffect } from 'react'
import { useLocation } from 'react-router'
import { noteScroll, restoreScroll } from './trail.ts'

/** Going back, or up the breadcrumbs, finds a page scrolled as it was left. */
export function useScrolls(main: RefObject<HTMLElement | null>): void {
  const { pathname, search } = useLocation()
  const to = pathname + search
  useEffect(() => {
    const element = main.current
    if (!element) return undefined
    const note = (event: Event): void => { if (event.target instanceof Element) noteScroll(to, event.target) }
    element.addEventListener('scroll', note, { capture: true, passive: true })
    return () => element.removeEventListener('scroll', note, { capture: true })
  }, [to, main])
  useEffect(() => restoreScroll(to), [to])
}
