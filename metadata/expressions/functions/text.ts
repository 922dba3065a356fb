import { types } from '../../base/value-type.ts'
import { bind, binary, fn, type FunctionEntry, type Signature } from '../function.ts'
import { Decimal } from '../numbers.ts'
import type { Value } from '../tree.ts'
import { characters, lower, replace, split, substring, trim, upper } from '../words.ts'

const text = (value: Value | undefined): string => value as string
const pair: readonly Signature[] = [{ takes: ['text', 'text'], gives: types.boolean }]
const one: readonly Signature[] = [{ takes: ['text'], gives: types.text }]
// Far positions are all the same to a text; the database wants them as int.
const position = (sql: string): string => `least(greatest(trunc(${sql}), 0), 1000000000)::int`
const place = (value: Value | undefined): number => Decimal.min(value as Decimal, 1e9).trunc().toNumber()

export const textFunctions: readonly FunctionEntry[] = [
  fn({
    name: 'size', group: 'text', doc: 'How many characters a text has, or how many items a list has.', example: 'size(name) <= 40',
    signatures: [{ takes: ['text'], gives: types.integer }, { takes: ['list'], gives: types.integer }],
    evaluate: ([x]) => new Decimal(typeof x === 'string' ? characters(x) : (x as readonly Value[]).length),
    sql: ([x], [type]) => (type?.kind === 'list' ? `cardinality(${x})::numeric` : `char_length(${x})::numeric`),
  }),
  fn({ name: 'contains', group: 'text', doc: 'Is the other text in this text? Capitals count.', example: "name.contains('Ltd')", signatures: pair, evaluate: ([x, y]) => text(x).includes(text(y)), sql: ([x = '', y]) => `(strpos(${binary(x)}, ${y}) > 0)` }),
  fn({ name: 'startsWith', group: 'text', doc: 'Does the text begin with the other?', example: "code.startsWith('A-')", signatures: pair, evaluate: ([x, y]) => text(x).startsWith(text(y)), sql: ([x = '', y]) => `starts_with(${binary(x)}, ${y})` }),
  fn({
    name: 'endsWith', group: 'text', doc: 'Does the text end with the other?', example: "email.endsWith('.org')", signatures: pair, evaluate: ([x, y]) => text(x).endsWith(text(y)),
    sql: ([x = '', y = '']) => bind([x, y], (a = '', b = '') => `right(${a}, char_length(${b})) = ${binary(b)}`),
  }),
  fn({ name: 'lower', group: 'text', doc: 'In small letters, character by character.', example: 'lower(email)', signatures: one, evaluate: ([x]) => lower(text(x)), sql: ([x]) => `officina.lower_text(${x})` }),
  fn({ name: 'upper', group: 'text', doc: 'In capitals, character by character.', example: 'upper(code)', signatures: one, evaluate: ([x]) => upper(text(x)), sql: ([x]) => `officina.upper_text(${x})` }),
  fn({ name: 'trim', group: 'text', doc: 'Without spaces, tabs and line breaks at both ends.', example: 'trim(note)', signatures: one, evaluate: ([x]) => trim(text(x)), sql: ([x]) => `btrim(${x}, E' \\t\\n\\r')` }),
  fn({
    name: 'substring', group: 'text', doc: 'From a character (the first is 0) up to, not including, another, or to the end.', example: 'substring(code, 0, 3)',
    signatures: [{ takes: ['text', 'number'], gives: types.text }, { takes: ['text', 'number', 'number'], gives: types.text }],
    evaluate: ([x, from, to]) => substring(text(x), place(from), to === undefined ? undefined : place(to)),
    sql: ([x = '', from = '', to]) => (to === undefined ? bind([x, from], (a, b = '') => `case when ${b} is not null then substr(${a}, ${position(b)} + 1) end`) : bind([x, from, to], (a, b = '', c = '') => `case when ${b} is not null and ${c} is not null then substr(${a}, ${position(b)} + 1, greatest(${position(c)} - ${position(b)}, 0)) end`)),
  }),
  fn({ name: 'replace', group: 'text', doc: 'Every occurrence of one text replaced by another.', example: "replace(phone, ' ', '')", signatures: [{ takes: ['text', 'text', 'text'], gives: types.text }], evaluate: ([x, y, z]) => replace(text(x), text(y), text(z)), sql: ([x = '', y, z]) => `replace(${binary(x)}, ${y}, ${z})` }),
  fn({ name: 'split', group: 'text', doc: 'The parts of a text between separators.', example: "split(keywords, ',')", signatures: [{ takes: ['text', 'text'], gives: types.list(types.text) }], evaluate: ([x, y]) => split(text(x), text(y)), sql: ([x = '', y = '']) => bind([x, y], (a = '', b) => `case when ${b} is not null then string_to_array(${binary(a)}, ${b}) end`) }),
  fn({ name: 'join', group: 'text', doc: 'The items of a list as one text, with a separator between them; empty items are left out.', example: "join(tags, ', ')", signatures: [{ takes: ['texts', 'text'], gives: types.text }], evaluate: ([x, y]) => (x as readonly Value[]).filter((item) => item !== null).join(text(y)), sql: ([x, y]) => `array_to_string(${x}, ${y})` }),
]
