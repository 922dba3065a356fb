import pg from 'pg'

/** How values of PostgreSQL arrive: the wire form of Officina, so that a row can be sent as it was read. */
const numbers = (text: string): number => Number(text)
const asIs = (text: string): string => text

/** Connections speak UTC, thus `2026-03-01 09:30:00.12+00` becomes `2026-03-01T09:30:00.120Z`. */
export function instant(text: string): string {
  const space = text.indexOf(' ')
  if (space < 0 || !text.endsWith('+00')) return text
  const [time, fraction = ''] = text.slice(space + 1, -3).split('.')
  return `${text.slice(0, space)}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}

const textArray = pg.types.getTypeParser(1009 as never) as (text: string) => unknown
const arrayOf = (item: (text: string) => unknown) => (text: string) => (textArray(text) as (string | null)[]).map((one) => (one === null ? null : item(one)))

/** By the number of the PostgreSQL type. What is missing keeps the driver's way (boolean, int4, jsonb, uuid, text[]). */
const parsers = new Map<number, (text: string) => unknown>([
  [20, numbers], [1016, arrayOf(numbers)], // int8
  [1700, asIs], [1231, textArray], // numeric
  [1082, asIs], [1182, textArray], // date
  [1083, asIs], [1183, textArray], // time
  [1114, asIs], [1115, textArray], // timestamp
  [1184, instant], [1185, arrayOf(instant)], // timestamptz
  [1186, asIs], // interval
  [2951, textArray], // uuid[]
])

/** Texts of types that stay as they came: text, name, character types, uuid. */
const plain = new Set([25, 19, 1042, 1043, 2950])
/** null: the text as it came. */
export function parserOf(type: number): ((text: string) => unknown) | null {
  const own = parsers.get(type)
  if (own === asIs || plain.has(type)) return null
  return own ?? (pg.types.getTypeParser(type, 'text') as (text: string) => unknown)
}

export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}
