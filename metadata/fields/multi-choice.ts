import { type Static, Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { choiceFromText, choiceOptions, choiceSource, keepsOptions, readChoice } from './choice.ts'
import { defineFieldType } from './field-type.ts'
import { readList } from './read.ts'

const options = Type.Object({ options: choiceOptions, source: choiceSource, max: Type.Integer({ minimum: 1, maximum: 200, default: 100, title: 'At most' }) })
type Options = Static<typeof options>

/** Several of a fixed set. */
export const multiChoice = defineFieldType({
  name: 'multi_choice',
  label: { en: 'Choices', es: 'Opciones', zh: '多选' },
  group: 'choice',
  icon: 'list-check',
  options,
  value: () => types.list(types.text),
  json: ({ options, source, max }) => Type.Array(source === undefined ? Type.Unsafe<string>({ type: 'string', enum: Object.keys(options) }) : Type.String(), { maxItems: max, uniqueItems: true }),
  read: (value, options) => readList(value, options.max, (item) => readChoice(item, options)),
  columns: () => [{ suffix: '', type: 'text[]' }],
  operators: ['contains', 'empty'],
  widget: 'multi_choice',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: (from: Options, to: Options) => keepsOptions(from, to) && to.max >= from.max,
  // `;` separates; a key that holds `;` or `\` is written with `\` before it, and so is white space at its ends: every list comes back.
  fromText: (text, options) => readList(split(text), options.max, (item) => choiceFromText(String(item), options)),
  toText: (value) => value.map((key) => key.replaceAll(/[\\;]|^\s+|\s+$/g, (part) => part.replaceAll(/./gs, '\\$&'))).join('; '),
  examples: { options: { options: { red: {}, green: {}, 'a ; b': {}, ' c ': {} }, max: 3 }, good: [[], ['red'], ['green', 'a ; b'], [' c ', 'red']], bad: ['red', ['blue'], ['red', 'red'], null] },
})

const split = (text: string): string[] =>
  text.trim() === '' ? [] : (text.match(/(?:\\.|[^;\\])+/gs) ?? []).map((part) => bare(part).replaceAll(/\\(.)/gs, '$1'))
/** Without the white space at its ends, unless it was written as a part of the key. */
const bare = (part: string): string => /^\s*((?:\s*(?:\\.|[^\s\\]))*)/s.exec(part)![1]!
