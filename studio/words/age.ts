import i18next from 'i18next'

const units = [['day', 86_400], ['hour', 3_600], ['minute', 60]] as const
/** How long ago, in words: feeds tell it so, records by date. */
export function ageText(at: string, now = Date.now()): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000)
  const format = new Intl.RelativeTimeFormat(i18next.language || 'en', { numeric: 'auto' })
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const)
  return format.format(Math.trunc(seconds / size), unit)
}
