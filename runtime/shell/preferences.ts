export const densities = ['compact', 'normal', 'roomy'] as const
export type Density = (typeof densities)[number]

const isDensity = (value: string | null): value is Density => (densities as readonly string[]).includes(value ?? '')
export const density = (): Density => {
  const kept = localStorage.getItem('density')
  return isDensity(kept) ? kept : 'normal'
}
export function setDensity(value: Density): void {
  localStorage.setItem('density', value)
  document.documentElement.dataset['density'] = value
}
export const startDensity = (): void => { document.documentElement.dataset['density'] = density() }
/** Height of a list row in pixels, as `tokens.css` draws it. */
export const rowHeight = (): number => Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--o-row'), 10) || 36
