export const densities = ['compact', 'normal', 'roomy'] as const
export type Density = (typeof densities)[number]
/** `contrast`: as the system says, with lines and letters that stand out. */
export const themes = ['light', 'dark', 'auto', 'contrast'] as const
export type Theme = (typeof themes)[number]

const oneOf = <T extends string>(all: readonly T[], value: unknown, otherwise: T): T => all.find((one) => one === value) ?? otherwise
/** Kept on this device too, so that the first picture is right before anything was read. */
export const density = (): Density => oneOf(densities, localStorage.getItem('density'), 'normal')
export function setDensity(value: unknown): void {
  const next = oneOf(densities, value, 'normal')
  localStorage.setItem('density', next)
  document.documentElement.dataset['density'] = next
}
export const theme = (): Theme => oneOf(themes, localStorage.getItem('theme'), 'auto')
export function setTheme(value: unknown): 'light' | 'dark' | 'auto' {
  const next = oneOf(themes, value, 'auto')
  localStorage.setItem('theme', next)
  if (next === 'contrast') document.documentElement.dataset['contrast'] = 'more'
  else delete document.documentElement.dataset['contrast']
  return next === 'contrast' ? 'auto' : next
}
export function startDensity(): void {
  setDensity(density())
  if (localStorage.getItem('theme')) setTheme(theme())
}
/** Height of a list row in pixels, as `tokens.css` draws it. */
export const rowHeight = (): number => Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--o-row'), 10) || 36
