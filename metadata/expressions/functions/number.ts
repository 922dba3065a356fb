import { types } from '../../base/value-type.ts'
import { fn, type FunctionEntry } from '../function.ts'
import { bind } from '../function.ts'
import { type Decimal, round } from '../numbers.ts'
import type { Value } from '../tree.ts'

const number = (value: Value | undefined): Decimal => value as Decimal
export const numberFunctions: readonly FunctionEntry[] = [
  fn({
    name: 'round', group: 'number', doc: 'Rounds to a number of decimal places (2 if not given), half away from zero.', example: 'round(quantity * price, 2)',
    signatures: [{ takes: ['number'], gives: types.number }, { takes: ['number', 'number'], gives: types.number }],
    evaluate: ([x, n]) => (n === undefined ? round(number(x), 2) : number(n).isInteger() && number(n).abs().lte(100) ? round(number(x), number(n).toNumber()) : null),
    sql: ([x = '', n]) => (n === undefined ? `round(${x}, 2)` : bind([x, n], (a, b) => `case when ${b} = trunc(${b}) and abs(${b}) <= 100 then round(${a}, (${b})::int) end`)),
  }),
  fn({ name: 'floor', group: 'number', doc: 'The greatest whole number that is not greater.', example: 'floor(2.7)', signatures: [{ takes: ['number'], gives: types.integer }], evaluate: ([x]) => number(x).floor(), sql: ([x]) => `floor(${x})` }),
  fn({ name: 'ceil', group: 'number', doc: 'The least whole number that is not less.', example: 'ceil(2.1)', signatures: [{ takes: ['number'], gives: types.integer }], evaluate: ([x]) => number(x).ceil(), sql: ([x]) => `ceil(${x})` }),
  fn({ name: 'abs', group: 'number', doc: 'The number without its sign.', example: 'abs(difference)', signatures: [{ takes: ['number'], gives: types.number }, { takes: ['duration'], gives: types.duration }], evaluate: ([x]) => number(x).abs(), sql: ([x]) => `abs(${x})` }),
]
