import { barcode } from './barcode.ts'
import { boolean } from './boolean.ts'
import { children } from './children.ts'
import { choice } from './choice.ts'
import { colour } from './colour.ts'
import { formula, lookup, rollup } from './computed.ts'
import { date } from './date.ts'
import { datetime } from './datetime.ts'
import { decimal } from './decimal.ts'
import { duration } from './duration.ts'
import { dynamicLink } from './dynamic-link.ts'
import { email } from './email.ts'
import type { FieldType } from './field-type.ts'
import { file, files, image } from './file.ts'
import { geoPoint } from './geo-point.ts'
import { integer } from './integer.ts'
import { json } from './json.ts'
import { department, link, user } from './link.ts'
import { links } from './links.ts'
import { longText } from './long-text.ts'
import { money } from './money.ts'
import { multiChoice } from './multi-choice.ts'
import { percent } from './percent.ts'
import { phone } from './phone.ts'
import { rating } from './rating.ts'
import { richText } from './rich-text.ts'
import { sequence } from './sequence.ts'
import { signature } from './signature.ts'
import { text } from './text.ts'
import { time } from './time.ts'
import { url } from './url.ts'

// The order is that of the studio's palette.
const all = [
  text, longText, richText, integer, decimal, money, percent, boolean, choice, multiChoice, date, time, datetime, duration, email, phone, url, link, links,
  dynamicLink, children, user, department, file, files, image, sequence, formula, lookup, rollup, rating, colour, geoPoint, barcode, signature, json,
] as unknown as readonly FieldType[]

/** The registry. Adding a field type is one file beside this one and one line here. */
export const fieldTypes: Readonly<Record<string, FieldType>> = Object.freeze(Object.fromEntries(all.map((type) => [type.name, type])))
