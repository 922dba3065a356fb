import { both, type Row, valued } from '../rows.ts'
import type { Kind } from './kind.ts'

const typed = (key: string, doc: Record<string, unknown>) => ({ item }: Record<string, any>): void => { item!.fields[key] = doc }
const shortNote = (row: Row): unknown => (row['code'] === 'C-1' || row['code'] === 'C-10' || row['code'] === 'C-11' ? row['code'] : null)
export const changes: Readonly<Record<string, Kind>> = {
  'text becomes a number': { change: typed('stock', { type: 'integer' }), effect: both(valued('item', 'stock', (row) => Number(row['stock'])), valued('item', '~stock', () => null)) },
  'text becomes a choice that some do not fit': {
    change: ({ item }) => { item!.fields.code = { type: 'choice', options: { 'C-1': {}, 'C-10': {}, 'C-11': {} } }; item!.search = ['note'] },
    effect: both(valued('item', '~code', (row) => (shortNote(row) === null ? row['code'] : null)), valued('item', 'code', shortNote)),
  },
  'a decimal is widened': { change: typed('price', { type: 'decimal', precision: 14, scale: 4 }) },
  'a decimal is narrowed': { change: typed('price', { type: 'decimal', precision: 6, scale: 2 }), effect: valued('item', '~price', () => null) },
  'an option is dropped': { change: typed('state', { type: 'choice', options: { new: {} } }) },
  'a default is changed': { before: [typed('note', { type: 'text', default: 'a' })], change: typed('note', { type: 'text', default: 'b' }) },
  'a link is led elsewhere': { change: typed('place', { type: 'link', to: 'tag' }), effect: valued('item', 'place', () => null) },
  'a stored formula says something else': { change: typed('quantity', { type: 'formula', formula: 'sum(lines, quantity) * 10' }), effect: valued('item', 'quantity', (row) => (row['quantity'] === null ? null : Number(row['quantity']) * 10)) },
  'only words change': { change: ({ item }) => { item!.label = 'Article' } },
}
