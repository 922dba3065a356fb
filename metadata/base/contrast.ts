/** Colours as `#rrggbb`, by the formulas of WCAG 2. */
export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text)
const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((value) => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4 })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
/** `share` of the first in the second. */
export function mixed(one: string, other: string, share: number): string {
  const [a, b] = [channels(one), channels(other)]
  return `#${a.map((value, i) => Math.round(value * share + (b[i] ?? 0) * (1 - share)).toString(16).padStart(2, '0')).join('')}`
}

export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]
/** What the accent is read on; the third is itself, thinned, behind what is chosen. */
const grounds: Readonly<Record<Theme, readonly [string, string]>> = { light: ['#ffffff', '#f6f7f9'], dark: ['#16181d', '#1e2127'] }
export const softOf = (accent: string, theme: Theme): string => mixed(accent, grounds[theme][0], theme === 'light' ? 0.1 : 0.2)
export const leastContrast = 4.5
/** The lowest contrast that text in this colour has anywhere on a theme. */
export const accentContrast = (accent: string, theme: Theme): number => Math.min(...grounds[theme].map((ground) => contrast(accent, ground)), contrast(accent, softOf(accent, theme)))
/** The same hue, lightened until it can be read on the dark theme. */
export function darkOf(accent: string): string {
  for (let share = 1; share > 0; share -= 0.02) {
    const colour = mixed(accent, '#ffffff', share)
    if (accentContrast(colour, 'dark') >= leastContrast + 1) return colour
  }
  return '#ffffff'
}
