import { describe, expect, it } from 'vitest'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { types, type ValueType } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import { computed, condition, envOf, recordOf } from '../../runtime/form/evaluation.ts'
import { validate } from '../../runtime/form/validate.ts'
import type { AppModel } from '../../runtime/model/model.ts'

const kinds: Readonly<Record<string, Readonly<Record<string, ValueType>>>> = {
  order: { paid: types.boolean, total: types.number, note: types.text, customer: { kind: 'record', entity: 'customer' } },
  customer: { vip: types.boolean, level: types.number },
}
const scope = { self: 'order', user: 'user', names: (entity: string) => Object.keys(kinds[entity] ?? {}), field: (entity: string, name: string) => { const type = kinds[entity]?.[name]; return type ? { key: name, type } : undefined } }
const rule = (text: string) => {
  const found = compileExpression(text, scope, types.boolean)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.value
}
const field = (key: string, over: Partial<ClientField> = {}): ClientField =>
  ({ key, name: key, label: key, type: 'text', options: {}, value: { kind: 'text' }, relation: null, childEntity: null, required: false, readonly: false, visible: null, check: null, default: null, formula: null, where: null, write: true, ...over })
const order = { key: 'order', name: 'order', fields: [field('paid', { type: 'boolean' }), field('total', { type: 'decimal' }), field('note'), field('customer', { type: 'link', relation: { kind: 'link', to: 'customer' } as never })] } as unknown as ClientEntity
const customer = { key: 'customer', name: 'customer', fields: [field('vip', { type: 'boolean' }), field('level', { type: 'decimal' })] } as unknown as ClientEntity
const model = { byKey: new Map([['order', order], ['customer', customer]]) } as unknown as AppModel
const setting = { model, me: 'ada' }
const told = (text: string, values: Record<string, unknown>): boolean | null => condition(rule(text), envOf(setting, recordOf(model, order, values)))

describe('a condition of a form', () => {
  it('holds only when it is true: a value that is missing does not make it hold, as on the server', () => {
    expect([told('paid == true', {}), told('total > 5', { total: null }), told('!(total > 5)', {}), told('total > 5', { total: '6' }), told('paid', {})]).toEqual([false, false, false, true, false])
  })
  it('is unknown where the record behind a link, or this field of it, was not read', () => {
    expect([told('customer.vip', { customer: '7' }), told('customer.vip', { customer: { id: '7', title: 'Tea House' } }), told('customer.level > 2', { customer: { id: '7', vip: true } })]).toEqual([null, null, null])
    expect([told('customer.vip', { customer: { id: '7', vip: true } }), told('customer.vip', { customer: { id: '7', vip: null } }), told('customer.vip', { customer: null })]).toEqual([true, false, false])
  })
  it('need not read what does not decide', () => {
    expect([told('paid && customer.vip', { paid: false, customer: '7' }), told('paid || customer.vip', { paid: true, customer: '7' })]).toEqual([false, true])
  })
  it('asks for a value, and refuses one, only by what holds', () => {
    const ruled = (over: Partial<ClientField>) => ({ ...order, fields: [...order.fields.filter((one) => one.key !== 'note'), field('note', over)] }) as unknown as ClientEntity
    const errors = (over: Partial<ClientField>, values: Record<string, unknown>): string[] => Object.keys(validate({ ...setting, language: 'en' }, ruled(over), values))
    expect(errors({ required: rule('total > 5') }, { total: null })).toEqual([])
    expect(errors({ required: rule('total > 5') }, { total: '6' })).toEqual(['/note'])
    expect(errors({ required: rule('customer.vip') }, { customer: '0190b6a0-0000-7000-8000-000000000007' })).toEqual([])
    expect(errors({ required: true, visible: rule('total > 5') }, { total: null })).toEqual([])
    expect(errors({ check: rule('total > 5') }, { note: 'x', total: null })).toEqual(['/note'])
    expect(errors({ check: rule('customer.vip') }, { note: 'x', customer: '0190b6a0-0000-7000-8000-000000000007' })).toEqual([])
  })
  it('leaves a formula over what was not read to the server', () => {
    const env = envOf(setting, recordOf(model, order, { customer: '7' }))
    expect(computed(rule('customer.level == null'), env)).toBeUndefined()
  })
})
