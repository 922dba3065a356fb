import { types } from '../../base/value-type.ts'
import { bind, fn, type FunctionEntry } from '../function.ts'
import { Decimal, readNumber } from '../numbers.ts'
import { compareValues } from '../order.ts'
import type { Value } from '../tree.ts'
import { toText, textSql } from '../to-text.ts'

const numberPattern = '^[+-]?[0-9]{1,250}([.][0-9]{1,250})?([eE][+-]?[0-9]{1,2})?$'
const numberSql = (sql: string): string => bind([sql], (a) => `case when ${a} ~ '${numberPattern}' then (${a})::numeric end`)
const numberOf = (value: Value | undefined): Decimal | null => (typeof value === 'string' ? readNumber(value) : (value as Decimal))
const numeric = (name: string, doc: string): FunctionEntry => fn({
  name, group: 'conversion', doc, example: `${name}('12.5')`, signatures: [{ takes: ['number'], gives: types.number }, { takes: ['text'], gives: types.number }, { takes: ['duration'], gives: types.number }],
  evaluate: ([x]) => numberOf(x), sql: ([x = ''], [type]) => (type?.kind === 'text' ? numberSql(x) : x),
})
const textual = (name: string, doc: string): FunctionEntry => fn({ name, group: 'conversion', doc, example: `${name}(number)`, signatures: [{ takes: ['any'], gives: types.text }], evaluate: ([x = null], [type]) => toText(x, type), sql: ([x = ''], [type]) => textSql(x, type) })
const yes = ['1', 't', 'true', 'TRUE', 'True']
const no = ['0', 'f', 'false', 'FALSE', 'False']
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ')

export const conversionFunctions: readonly FunctionEntry[] = [
  textual('text', 'The value as text: numbers without superfluous zeros, dates in ISO form.'), textual('string', 'The same as text().'),
  numeric('number', 'The number that a text stands for, or null; a duration in seconds.'), numeric('double', 'The same as number().'),
  fn({
    name: 'int', group: 'conversion', doc: 'The whole part of a number, of the number that a text stands for, or the seconds of a date with time since 1970.', example: 'int(2.9)',
    signatures: [{ takes: ['number'], gives: types.integer }, { takes: ['text'], gives: types.integer }, { takes: ['datetime'], gives: types.integer }],
    evaluate: ([x], [type]) => (type?.kind === 'datetime' ? new Decimal(Math.floor(Date.parse(x as string) / 1000)) : (numberOf(x)?.trunc() ?? null)),
    sql: ([x = ''], [type]) => (type?.kind === 'datetime' ? `floor(extract(epoch from ${x}))` : `trunc(${type?.kind === 'text' ? numberSql(x) : x})`),
  }),
  fn({
    name: 'uint', group: 'conversion', doc: 'The same as int() of a number or text, but null below 0.', example: "uint('12')",
    signatures: [{ takes: ['number'], gives: types.integer }, { takes: ['text'], gives: types.integer }],
    evaluate: ([x]) => { const whole = numberOf(x)?.trunc(); return whole && whole.gte(0) ? whole : null },
    sql: ([x = ''], [type]) => bind([type?.kind === 'text' ? numberSql(x) : x], (a) => `case when trunc(${a}) >= 0 then trunc(${a}) end`),
  }),
  fn({ name: 'bool', group: 'conversion', doc: 'True or false from a text (true, false, True, False, TRUE, FALSE, t, f, 1, 0), else null.', example: "bool('true')", signatures: [{ takes: ['boolean'], gives: types.boolean }, { takes: ['text'], gives: types.boolean }], evaluate: ([x]) => (typeof x === 'boolean' ? x : yes.includes(x as string) ? true : no.includes(x as string) ? false : null), sql: ([x = ''], [type]) => (type?.kind === 'boolean' ? x : bind([x], (a) => `case when ${a} in (${quoted(yes)}) then true when ${a} in (${quoted(no)}) then false end`)) }),
  fn({ name: 'coalesce', group: 'choice', doc: 'The first value that is not null.', example: "coalesce(nickname, name, '')", variadic: true, signatures: [], evaluate: (args) => args.find((x) => x !== null) ?? null, sql: (args) => `coalesce(${args.join(', ')})` }),
  fn({ name: 'min', group: 'choice', doc: 'The least of several values, or of the items of a list: min(lines, price). Nulls are left out.', example: 'min(quantity, stock)', variadic: true, signatures: [], evaluate: (args) => extreme(args, -1), sql: (args, [type]) => `least(${args.map((arg) => (type?.kind === 'text' ? `(${arg}) collate "C"` : arg)).join(', ')})` }),
  fn({ name: 'max', group: 'choice', doc: 'The greatest of several values, or of the items of a list: max(lines, price). Nulls are left out.', example: 'max(0, balance)', variadic: true, signatures: [], evaluate: (args) => extreme(args, 1), sql: (args, [type]) => `greatest(${args.map((arg) => (type?.kind === 'text' ? `(${arg}) collate "C"` : arg)).join(', ')})` }),
]
export function extreme(values: readonly Value[], sign: 1 | -1): Value {
  return values.reduce<Value>((best, value) => (value === null ? best : best === null || compareValues(value, best) * sign > 0 ? value : best), null)
}
