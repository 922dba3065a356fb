import { type Static, Type } from '@sinclair/typebox'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

/** One option: its key is stored, its label shown. `tone` colours it by meaning. */
export const ChoiceOption = Type.Object({
  label: Type.Optional(Type.String({ title: 'Label', maxLength: 200 })),
  tone: Type.Optional(Type.Union(['neutral', 'active', 'ok', 'warn', 'danger', 'muted'].map((tone) => Type.Literal(tone)), { title: 'Colour' })),
  retired: Type.Optional(Type.Boolean({ title: 'Retired', description: 'Kept where it is, no longer offered.' })),
}, { additionalProperties: false })

export const optionKey = '^[^\\u0000-\\u001f]{1,140}$'
export const choiceOptions = Type.Record(Type.String({ pattern: optionKey }), ChoiceOption, { title: 'Options', default: {} })
/** Where the options come from when they are not written here: the roles of the model, the languages, the entities. */
export const choiceSource = Type.Optional(Type.Union(['roles', 'languages', 'time_zones', 'entities', 'currencies'].map((source) => Type.Literal(source)), { title: 'Options from' }))

const options = Type.Object({ options: choiceOptions, source: choiceSource })
type Options = Static<typeof options>

export function readChoice(value: unknown, options: Options): Result<string> {
  if (typeof value !== 'string') return refuse('value.not_text')
  // With a source the caller knows the list; here only the form is checked.
  const known = options.source === undefined ? Object.hasOwn(options.options, value) : value.length > 0 && value.length <= 140
  return known ? ok(value) : refuse('value.not_choice', { value })
}
/** By key, else by label in any letter case (as in imports). */
export function choiceFromText(text: string, options: Options): Result<string> {
  const direct = readChoice(text, options)
  if (direct.ok) return direct
  const found = Object.entries(options.options).find(([key, { label }]) => (label ?? key).toLowerCase() === text.toLowerCase() || key.toLowerCase() === text.toLowerCase())
  return found ? ok(found[0]) : direct
}
export const keepsOptions = (from: Options, to: Options): boolean =>
  from.source === to.source && Object.keys(from.options).every((key) => Object.hasOwn(to.options, key))
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
export const sqlList = (options: Options): string => (Object.keys(options.options).length === 0 ? 'false' : Object.keys(options.options).map(quoted).join(', '))

/** One of a fixed set. */
export const choice = defineFieldType({
  name: 'choice',
  label: { en: 'Choice', es: 'Opción', zh: '单选' },
  group: 'choice',
  icon: 'list',
  options,
  value: () => types.text,
  json: ({ options, source }) => (source === undefined ? Type.Unsafe<string>({ type: 'string', enum: Object.keys(options) }) : Type.String()),
  read: readChoice,
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'ne', 'in', 'empty'],
  widget: 'choice',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: keepsOptions,
  fromText: choiceFromText,
  toText: (value) => value,
  convert: { valid: (text, options) => (options.source === undefined && sqlList(options) !== 'false' ? `${text} in (${sqlList(options)})` : options.source === undefined ? 'false' : 'true'), cast: (text) => text },
  examples: { options: { options: { new: {}, 'On hold': { label: 'Waiting', tone: 'warn' } } }, good: ['new', 'On hold'], bad: ['old', '', 1, '__proto__'] },
})
