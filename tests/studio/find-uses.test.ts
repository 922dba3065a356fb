import { expect, test } from 'vitest'
import { type Described, usesOf } from '../../studio/uses/find-uses.ts'
import type { Place } from '../../studio/document/objects.ts'

const at = (kind: Place['kind'], key: string): Place => ({ kind, key, of: null })
const all: Described[] = [
  { place: at('entity', 'customer'), doc: { title: '{name} {city}', fields: { name: { type: 'text', label: 'city' }, city: { type: 'text' }, capital: { type: 'formula', formula: "city == 'city' ? name : upper(city)" } }, search: ['city'] } },
  { place: at('entity', 'order'), doc: { fields: { customer: { type: 'link', to: 'customer' }, city: { type: 'text' }, where: { type: 'lookup', path: 'customer.city' }, far: { type: 'boolean', visible: "customer.city != 'York'" } } } },
  { place: at('view', 'customers'), doc: { of: 'customer', list: { columns: ['name', 'city'] }, label: 'By city' } },
  { place: at('view', 'orders'), doc: { of: 'order', list: { columns: ['customer.city', 'city'] } } },
  { place: at('role', 'sales'), doc: { may: { customer: { read: "city == me().city", not_fields: ['city'] }, order: { not_fields: ['city'] } } } },
  { place: at('translation', 'es'), doc: { texts: { 'entities/customer/fields/city/label': 'Ciudad', 'entities/order/fields/city/label': 'Ciudad' } } },
]
test('every place that names a field is found, and none that only sounds like it', () => {
  expect(usesOf(all, 'customer', 'city').map(({ place, path }) => `${place.kind}/${place.key}${path}`)).toEqual([
    'entity/customer/title', 'entity/customer/fields/capital/formula', 'entity/customer/search/0', 'entity/order/fields/where/path', 'entity/order/fields/far/visible', 'view/customers/list/columns/1', 'view/orders/list/columns/0',
    'role/sales/may/customer/read', 'role/sales/may/customer/not_fields/0', 'translation/es/texts/entities~1customer~1fields~1city~1label',
  ])
  expect(usesOf(all, 'customer', 'capital')).toEqual([])
})
