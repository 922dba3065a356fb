const formats = new Map<string, Intl.DateTimeFormat>()
const last = new Map<string, { readonly minute: number; readonly day: string }>()
/** The calendar day of an instant in a time zone, `YYYY-MM-DD`. No zone's day begins within a minute. */
export function dayOf(instant: Date, zone: string): string {
  const minute = Math.floor(instant.getTime() / 60_000)
  const known = last.get(zone)
  if (known?.minute === minute) return known.day
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  const day = format.format(instant)
  last.set(zone, { minute, day })
  return day
}
