import { both, emptyTable, renamedTables, valued } from '../rows.ts'
import type { Kind } from './kind.ts'

export const lines: Readonly<Record<string, Kind>> = {
  'line items are added': { change: ({ item }) => { item!.fields.parts = { type: 'children', fields: { of: { type: 'link', to: 'item' }, size: { type: 'integer' } } } }, effect: emptyTable('item__parts') },
  'line items are renamed': { change: ({ item }) => { item!.fields.lines.name = 'rows' }, effect: renamedTables({ item__lines: 'item__rows' }) },
  'line items are dropped': {
    change: ({ item }) => { delete item!.fields.lines; item!.fields.quantity = { type: 'formula', formula: 'price' } },
    effect: both(renamedTables({ item__lines: '~item__lines' }), valued('item', 'quantity', (row) => row['price'])),
  },
  'dropped line items come back': {
    before: [({ item }) => { delete item!.fields.lines; delete item!.fields.quantity }],
    change: ({ item }) => { item!.fields.lines = { type: 'children', fields: { name: { type: 'text' }, quantity: { type: 'integer' } } } }, effect: renamedTables({ '~item__lines': 'item__lines' }),
  },
  'line items get a shape of their own': {
    change: (docs) => { docs['row'] = { label: 'Row', child: true, fields: { size: { type: 'integer', default: 1 } } }; docs['item']!.fields.rows = { type: 'children', shape: 'row' }; docs['place']!.fields.rows = { type: 'children', shape: 'row' } },
    effect: emptyTable('item__rows', 'place__rows'),
  },
  'line items get fields, formulas and a unique rule': {
    change: ({ item }) => {
      Object.assign(item!.fields.lines.fields, { rate: { type: 'decimal', default: 2 }, amount: { type: 'formula', formula: 'quantity * rate' } })
      item!.fields.lines.fields.name.unique = true
      item!.fields.sum = { type: 'formula', formula: 'sum(lines, amount)' }
    },
    effect: both(valued('item__lines', 'rate', () => 2), valued('item__lines', 'amount', (row) => Number(row['quantity']) * 2),
      valued('item', 'sum', (row, rows) => { const own = Object.values(rows['item__lines'] ?? {}).filter((line) => line['_parent'] === row['id']); return own.reduce((sum, line) => sum + Number(line['amount']), 0) })),
  },
}
