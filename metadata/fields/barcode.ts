import { type Static, Type } from '@sinclair/typebox'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readText, refuse } from './read.ts'

const formats = ['any', 'ean13', 'ean8', 'upca', 'code128', 'qr'] as const
const options = Type.Object({ format: Type.Union(formats.map((format) => Type.Literal(format)), { default: 'any', title: 'Format' }) })
type Format = Static<typeof options>['format']
const digits: Partial<Record<Format, number>> = { ean13: 13, ean8: 8, upca: 12 }

/** GS1 check digit: weights 3 and 1 alternate from the right (GS1 General Specifications, 7.9). */
function checks(code: string): boolean {
  const sum = [...code].reverse().slice(1).reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10 === Number(code.at(-1))
}
function read(value: unknown, { format }: Static<typeof options>): Result<string> {
  const text = readText(typeof value === 'string' ? value.trim() : value, format === 'qr' ? 2000 : 140)
  if (!text.ok) return text
  const length = digits[format]
  const good = length === undefined ? (format !== 'code128' || /^[ -~]+$/.test(text.value)) && text.value !== '' : text.value.length === length && /^\d+$/.test(text.value) && checks(text.value)
  return good ? ok(text.value) : refuse('value.not_barcode', { format: format.toUpperCase() })
}

/** A code that a scanner reads. */
export const barcode = defineFieldType({
  name: 'barcode',
  label: { en: 'Barcode', es: 'Código de barras', zh: '条码' },
  group: 'other',
  icon: 'barcode',
  options,
  value: () => types.text,
  json: () => Type.String({ maxLength: 2000 }),
  read,
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'ne', 'contains', 'starts', 'in', 'empty'],
  widget: 'barcode',
  searchable: true,
  sortable: true,
  groupable: false,
  widens: (from, to) => from.format === to.format || to.format === 'any',
  fromText: read,
  toText: (value) => value,
  convert: { valid: (text, { format }) => (digits[format] === undefined ? 'true' : 'false'), cast: (text) => `trim(${text})` },
  examples: { options: { format: 'ean13' }, good: ['4006381333931', '9780201379624'], bad: ['4006381333932', '123', 'abcdefghijklm', 4006381333931] },
})
