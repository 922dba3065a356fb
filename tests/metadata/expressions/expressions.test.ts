import { describe, expect, test } from 'vitest'
import { types, type ValueType } from '../../../metadata/base/value-type.ts'
import { compileExpression } from '../../../metadata/expressions/compile.ts'
import { dependencies } from '../../../metadata/expressions/dependencies.ts'
import { evaluate, holds } from '../../../metadata/expressions/evaluate.ts'
import { printExpression } from '../../../metadata/expressions/print.ts'
import type { Scope } from '../../../metadata/expressions/tree.ts'
import { toWire } from '../../../metadata/expressions/wire.ts'

const id = '0190f5a0-0000-7000-8000-000000000001'
const entities: Readonly<Record<string, Readonly<Record<string, ValueType>>>> = {
  order: { number: types.text, date: types.date, net: types.number, paid: types.boolean, customer: types.record('customer'), owner: types.record('user'), lines: types.list(types.record('line')), tags: types.list(types.text), friends: types.list(types.record('customer')) },
  customer: { name: types.text, limit: types.number, parent: types.record('customer'), friends: types.list(types.record('customer')) },
  line: { qty: types.number, price: types.number, net: types.number, buyer: types.record('customer') },
  user: { email: types.text },
}
const scope: Scope = { self: 'order', parent: 'customer', old: true, user: 'user', names: (entity) => Object.keys(entities[entity] ?? {}), field: (entity, name) => { const known = entities[entity] ?? {}; const type = Object.hasOwn(known, name) ? known[name] : undefined; return type && { key: name, type } } }
const self = { id, number: 'SO-1', date: '2026-01-31', net: '10.50', paid: null, customer: { id, name: 'Zoë', limit: 5, parent: null }, owner: id, tags: ['a'], friends: ['0190f5a0-0000-7000-8000-000000000009'], lines: [{ id: null, buyer: id, qty: '2', price: '1.1', net: '2.2' }, { id: null, qty: '3', price: null, net: null }] }
const env = { self, me: { id }, parent: null, old: null, today: '2026-02-01', now: '2026-02-01T08:00:00.000Z' }
const compiled = (text: string, expected?: ValueType) => { const done = compileExpression(text, scope, expected); if (!done.ok) throw new Error(done.problems.map((one) => one.message).join(' ')); return done.value }
const value = (text: string) => { const expr = compiled(text); return toWire(evaluate(expr, env), expr.type) }

describe('expressions', () => {
  test.each([
    ['1.1 + 2.2', '3.3'], ['1 / 3', '0.333333333333'], ['1 / 0', null], ['-2 / 3', '-0.666666666667'], ['round(2.345)', '2.35'], ['round(-2.5, 0)', '-3'], ['7 % -3', 1],
    ["date >= '2026-01-01'", true], ['date + days(1)', '2026-02-01'], ['add_months(date, 1)', '2026-02-28'], ["date(2023, 2, 29)", null], ['customer.name', 'Zoë'], ['customer.parent.name', null],
    ['sum(lines, qty * price)', '2.2'], ['sum(lines, net)', '2.2'], ['count(lines, qty > 2)', 1], ['lines.exists(l, l.qty > net)', false], ['owner == me()', true], [`customer == '${id}'`, true], ['paid == null', true], ['paid && false', false], ['paid || false', null],
    ["'a' in tags", true], ["tags.contains('b')", false], ["number + ' ' + customer.name", 'SO-1 Zoë'], ["'x' + customer.parent.name", null], ["coalesce(customer.parent.name, '-')", '-'], ["'😀' > '\\uFFFD'", true], ["upper('straße')", 'STRAßE'], ['text(net)', '10.5'],
    ['sum(lines, qty in lines.map(l, l.qty) ? 1 : 0)', 2], ['count(lines, buyer in friends)', 0], ['sum(lines, [1].sum(i1, qty))', '5'], ['customer.parent in (paid ? friends : customer.parent.friends)', false], ['date + null', null], ['null - date', null], ['null * 2', null], ['null + null', null], ['tags + null', null],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))

  test.each([['number', true], ['net', true], ['customer', true], ['customer.parent', false], ['!customer.parent', true], ['lines', true], ['paid', false]])('the condition %s holds: %s', (text, expected) => expect(holds(compiled(text, types.boolean), env)).toBe(expected))

  test.each([
    ['custmer.name', 'expression.unknown_name', 'customer'], ['customer.nam', 'expression.unknown_name', 'name'], ['rond(1)', 'expression.unknown_function', 'round'], ["date > '2026-02-30'", 'expression.literal', undefined],
    ['net + number', 'expression.operands', undefined], ['1 +', 'expression.syntax', undefined], ['lines.qty', 'expression.through_list', undefined], ['constructor', 'expression.unknown_name', undefined], ["{'a': 1}", 'expression.not_supported', undefined],
  ])('%s is refused with %s', (text, code, fix) => {
    const done = compileExpression(text, scope)
    expect(done.ok ? [] : done.problems.map((one) => [one.code, one.fix])).toEqual([[code, fix]])
  })
  test('all problems are said at once', () => { const done = compileExpression('nope1 + nope2', scope); expect(done.ok ? 0 : done.problems.length).toBe(2) })

  test.each(['sum(lines, qty * price)', "date >= '2026-01-01'", 'lines.exists(l, l.qty > net)', '(net + 1) * 2 - (3 - 4)', "!(paid && net > 0) ? 'a' : 'b\\'c'", 'customer.parent == null', "date + duration('7200s')", 'sum(lines.filter(l, l.qty > 1), price)', 'me().email', '-(net) - -5', 'old().net', 'parent().name'])('%s is printed so that it means the same', (text) => {
    const expr = compiled(text)
    const plain = (part: unknown) => JSON.stringify(part, (key, found: unknown) => (key === 'at' ? undefined : found))
    expect(plain(compiled(printExpression(expr, (_, key) => key)))).toBe(plain(expr))
  })
  test('dependencies inside a macro continue the path of its rows', () =>
    expect(dependencies(compiled('sum(lines, qty * price) + customer.limit')).map((one) => one.steps.map((step) => step.field).join('.'))).toEqual(['lines', 'lines.qty', 'lines.price', 'customer.limit']))
})
