/** The way through records that was actually taken in this tab, from the list it began in. */
interface Step { readonly to: string; label: string }
let trail: Step[] = []

const pathOf = (to: string): string => to.split('?')[0] ?? to
/** A record, or a page below one: what lies deeper than a list. */
const isDeep = (to: string): boolean => pathOf(to).split('/').length > 3

/** Called for each address that is shown: going back cuts the way, a list or a screen begins a new one. */
export function trailTo(to: string, label: string): readonly Step[] {
  const at = trail.findIndex((step) => pathOf(step.to) === pathOf(to))
  if (at >= 0) {
    trail = [...trail.slice(0, at), { to, label }]
    return trail.slice(0, at)
  }
  // The page of a new record becomes that record's own.
  if (trail.at(-1)?.to.endsWith('/new')) trail = trail.slice(0, -1)
  trail = isDeep(to) && trail.length > 0 ? [...trail, { to, label }].slice(-12) : [{ to, label }]
  return trail.slice(0, -1)
}

/** Where the parts of a page were scrolled to, by address. */
const scrolled = new Map<string, Map<string, number>>()
const most = 50
const nameOf = (element: Element): string => (element.id ? `#${element.id}` : [...element.classList].filter((name) => !name.includes('_')).slice(0, 2).map((name) => `.${name}`).join(''))

export function noteScroll(to: string, element: Element): void {
  const name = nameOf(element)
  if (name === '') return
  const kept = scrolled.get(to) ?? new Map<string, number>()
  kept.set(name, element.scrollTop)
  scrolled.delete(to)
  scrolled.set(to, kept)
  const oldest = scrolled.size > most ? scrolled.keys().next().value : undefined
  if (oldest !== undefined) scrolled.delete(oldest)
}
/** Tries until the page is as long as it was, or a second has passed. Answers how to stop. */
export function restoreScroll(to: string): () => void {
  const wanted = [...(scrolled.get(to) ?? [])].filter(([, top]) => top > 0)
  let frame = 0
  const until = performance.now() + 1_000
  const attempt = (): void => {
    const left = wanted.filter(([name, top]) => {
      const element = document.querySelector(name)
      if (element) element.scrollTop = top
      return !element || Math.abs(element.scrollTop - top) > 2
    })
    if (left.length > 0 && performance.now() < until) frame = requestAnimationFrame(attempt)
  }
  if (wanted.length > 0) frame = requestAnimationFrame(attempt)
  return () => cancelAnimationFrame(frame)
}
