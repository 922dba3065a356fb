import { types, type ValueType } from '../base/value-type.ts'
import { callOf, count } from './checking.ts'
import type { Expr } from './tree.ts'
import { isRows } from './types.ts'

/**
 * Names of CEL's standard library that are another way to say something that this language has: the tree holds only ours, so
 * evaluation, SQL, the editors and the printed text know nothing of them. Null: the arguments do not fit.
 */
export const celNames: ReadonlyMap<string, (args: readonly Expr[], at: number) => Expr | null> = new Map(Object.entries({
  has: ([x, more], at) => (x?.kind === 'path' && !more ? present(x, at) : null),
  /** Types are checked all the same; numbers of every kind compare. */
  dyn: ([x, more]) => (x && !more ? x : null),
  timestamp: ([x, more], at) => (more ? null : x?.type.kind === 'number' ? sinceEpoch(x, at) : x?.type.kind === 'datetime' ? x : null),
  getFullYear: part((x, at) => of('year', x, at)),
  getMonth: part((x, at) => minusOne(of('month', x, at), at)),
  getDate: part((x, at) => of('day', x, at)),
  getDayOfMonth: part((x, at) => minusOne(of('day', x, at), at)),
  getDayOfWeek: part((x, at) => number('%', [of('weekday', x, at), whole('7', at)], at)),
  getDayOfYear: part((x, at) => {
    const day = x.type.kind === 'datetime' ? ours('date', [x], { gives: types.date, at }) : x
    return ours('days_between', [ours('start_of_year', [day], { gives: types.date, at }), day], { gives: types.integer, at })
  }),
  getHours: part((x, at) => (x.type.kind === 'duration' ? over(x, '3600', at) : of('hour', x, at)), ['datetime', 'duration', 'time']),
  getMinutes: part((x, at) => (x.type.kind === 'duration' ? over(x, '60', at) : of('minute', x, at)), ['datetime', 'duration', 'time']),
  getSeconds: part((x, at) => (x.type.kind === 'duration' ? int(seconds(x, at), at) : int(rest(x, '60', at), at)), ['datetime', 'duration']),
  getMilliseconds: part((x, at) => int(number('*', [rest(x, '1', at), whole('1000', at)], at), at), ['datetime', 'duration']),
} satisfies Record<string, (args: readonly Expr[], at: number) => Expr | null>))

type Kind = ValueType['kind']
function part(body: (x: Expr, at: number) => Expr, kinds: readonly Kind[] = ['date', 'datetime']) {
  return ([x, more]: readonly Expr[], at: number): Expr | null => (x && !more && kinds.includes(x.type.kind) ? body(x, at) : null)
}

function ours(name: string, args: readonly Expr[], { gives, at }: { gives: ValueType; at: number }): Expr {
  return callOf(name, args, { gives, at })
}
/** `x != null`; rows are present when there is one. */
function present(x: Expr, at: number): Expr {
  return isRows(x.type) ? ours('!=', [count(x), whole('0', at)], { gives: types.boolean, at }) : ours('not_null', [x], { gives: types.boolean, at })
}
function of(name: string, x: Expr, at: number): Expr {
  return ours(name, [x], { gives: types.integer, at })
}
function whole(value: string, at: number): Expr {
  return { kind: 'literal', value, type: types.integer, at }
}
function number(sign: string, args: readonly Expr[], at: number): Expr {
  return ours(sign, args, { gives: args.every(({ type }) => type.kind === 'number' && type.integer) ? types.integer : types.number, at })
}
function minusOne(x: Expr, at: number): Expr {
  return number('-', [x, whole('1', at)], at)
}
function int(x: Expr, at: number): Expr {
  return of('int', x, at)
}
/** A duration, or the time since the beginning of the calendar, in seconds. */
function seconds(x: Expr, at: number): Expr {
  const first: Expr = { kind: 'literal', value: '0001-01-01T00:00:00.000Z', type: types.datetime, at }
  const long = x.type.kind === 'duration' ? x : ours('-', [x, first], { gives: types.duration, at })
  return ours('number', [long], { gives: types.number, at })
}
function rest(x: Expr, by: string, at: number): Expr {
  return number('%', [seconds(x, at), whole(by, at)], at)
}
function over(x: Expr, by: string, at: number): Expr {
  return int(ours('/', [seconds(x, at), whole(by, at)], { gives: types.number, at }), at)
}
function sinceEpoch(x: Expr, at: number): Expr {
  const epoch: Expr = { kind: 'literal', value: '1970-01-01T00:00:00.000Z', type: types.datetime, at }
  const second: Expr = { kind: 'literal', value: '1', type: types.duration, at }
  return ours('+', [epoch, ours('*', [second, x], { gives: types.duration, at })], { gives: types.datetime, at })
}
