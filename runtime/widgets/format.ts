import i18next from 'i18next'

const locale = (): string => i18next.language || 'en'

/** Exact decimals are grouped as text, so that no digit is lost on the way. */
export function decimalText(value: unknown, scale?: number): string {
  const text = String(value ?? '')
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return text
  const parts = new Intl.NumberFormat(locale()).formatToParts(12345.6)
  const group = parts.find((part) => part.type === 'group')?.value ?? ''
  const point = parts.find((part) => part.type === 'decimal')?.value ?? '.'
  const whole = (match[2] ?? '0').replaceAll(/\B(?=(\d{3})+(?!\d))/g, group)
  const fraction = (match[3] ?? '').padEnd(scale ?? 0, '0')
  return `${match[1] ?? ''}${whole}${fraction ? point + fraction : ''}`
}
/** Reads what was typed in the reader's notation back to a wire decimal; null when it is no number. */
export function parseDecimal(text: string): string | null {
  const point = new Intl.NumberFormat(locale()).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.'
  const compact = text.replaceAll(/[\s’']/g, '')
  const plain = point === ',' ? (compact.includes(',') ? compact.replaceAll('.', '').replace(',', '.') : compact) : compact.replaceAll(',', '')
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? plain.replace(/^\+/, '').replace(/^(-?)\./, '$10.').replace(/\.$/, '') : null
}
export const dateText = (value: string): string => {
  const date = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? value : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(date)
}
export const dateTimeText = (value: string): string => {
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}
export function durationText(seconds: number): string {
  const sign = seconds < 0 ? '-' : ''
  const all = Math.abs(seconds)
  const rest = all % 60
  return `${sign}${Math.floor(all / 3600)}:${String(Math.floor((all % 3600) / 60)).padStart(2, '0')}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`
}
export function parseDuration(text: string): number | null {
  const match = /^(-?)(\d+)(?::([0-5]?\d))?(?::([0-5]?\d))?$/.exec(text.trim())
  if (!match) return null
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)
  return match[1] ? -seconds : seconds
}
export const sizeText = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`)
/** Local wall time of an instant, as `<input type="datetime-local">` wants it, and back. */
export function localInput(value: string): string {
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? '' : new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
export const fromLocalInput = (text: string): string | null => {
  const date = new Date(text)
  return text && !Number.isNaN(date.getTime()) ? date.toISOString() : null
}
