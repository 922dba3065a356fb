import { conversionFunctions } from './functions/conversion.ts'
import { dateFunctions } from './functions/date.ts'
import { numberFunctions } from './functions/number.ts'
import { textFunctions } from './functions/text.ts'
import type { FunctionEntry } from './function.ts'

/** Every function of the language: the checker, the evaluation, the SQL, the editor's completion and the docs read this table. */
export const functions: ReadonlyMap<string, FunctionEntry> = new Map(
  [...numberFunctions, ...textFunctions, ...dateFunctions, ...conversionFunctions].map((entry) => [entry.name, entry]),
)
/** What is no plain function: the context, the macros, the tree. Documented with the functions. */
export const special: readonly { readonly name: string; readonly doc: string; readonly example: string }[] = [
  { name: 'me', doc: 'The user who acts.', example: 'owner == me()' },
  { name: 'today', doc: 'The present date.', example: 'due_date < today()' },
  { name: 'now', doc: 'The present date and time.', example: 'now() + hours(2)' },
  { name: 'parent', doc: 'The record that a line belongs to.', example: 'parent().currency' },
  { name: 'old', doc: 'The record before the change.', example: 'old().state' },
  { name: 'duration', doc: 'A duration from a text with h, m, s.', example: "duration('1h30m')" },
  { name: 'within', doc: 'Is the record the other, or below it in the tree?', example: 'within(department, me().department)' },
  { name: 'sum', doc: 'The sum over the rows; 0 without rows.', example: 'sum(lines, quantity * price)' },
  { name: 'count', doc: 'How many rows there are, or for how many a condition holds.', example: 'count(lines, quantity > 10)' },
  { name: 'average', doc: 'The mean over the rows; null without rows.', example: 'average(lines, price)' },
  { name: 'exists', doc: 'Does the condition hold for some item?', example: 'lines.exists(l, l.quantity > 10)' },
  { name: 'all', doc: 'Does the condition hold for every item?', example: 'lines.all(l, l.quantity > 0)' },
  { name: 'exists_one', doc: 'Does the condition hold for exactly one item?', example: 'lines.exists_one(l, l.main)' },
  { name: 'filter', doc: 'The items for which the condition holds.', example: 'lines.filter(l, l.open)' },
  { name: 'map', doc: 'A value of every item, as a list.', example: 'lines.map(l, l.quantity)' },
]
