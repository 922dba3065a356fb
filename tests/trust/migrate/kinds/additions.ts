import { both, emptyTable, type Row, valued } from '../rows.ts'
import type { Kind } from './kind.ts'

const none = (): null => null
export const additions: Readonly<Record<string, Kind>> = {
  'an entity is added': {
    change: (docs) => { docs['offer'] = { label: 'Offer', search: ['name'], unique: { once: { fields: ['name'] } }, fields: { name: { type: 'text' }, item: { type: 'link', to: 'item' }, places: { type: 'links', to: 'place' }, rows: { type: 'children', fields: { size: { type: 'integer' } } } } } },
    effect: emptyTable('offer', 'offer__places', 'offer__rows'),
  },
  'a field is added': { change: ({ item }) => { item!.fields.colour = { type: 'text' } }, effect: valued('item', 'colour', none) },
  'a needed field is added with a default': { change: ({ item }) => { item!.fields.rank = { type: 'integer', required: true, default: 3 } }, effect: valued('item', 'rank', () => 3), holds: (row) => row['rank'] === 3 },
  'a field with an index and search is added': {
    change: ({ item }) => { item!.fields.colour = { type: 'text', index: true, default: 'red' }; item!.search = ['code', 'colour'] },
    effect: valued('item', 'colour', () => 'red'), holds: (row) => row['colour'] === 'red',
  },
  'a link is added': { change: ({ item }) => { item!.fields.other = { type: 'link', to: 'item' } }, effect: valued('item', 'other', none) },
  'links are added': { change: ({ item }) => { item!.fields.near = { type: 'links', to: 'place' } }, effect: emptyTable('item__near') },
  'a document number is added': { change: ({ item }) => { item!.fields.number = { type: 'sequence', pattern: 'I-{0000}', unique: true } }, effect: valued('item', 'number', none) },
  'a stored formula is added': { change: ({ item }) => { item!.fields.twice = { type: 'formula', formula: 'price * 2' } }, effect: valued('item', 'twice', (row: Row) => Number(row['price']) * 2) },
  'a chain of formulas is added': {
    change: ({ item }) => { item!.fields.more = { type: 'formula', formula: 'quantity + 1' }; item!.fields.most = { type: 'formula', formula: 'more + rank' }; item!.fields.rank = { type: 'integer', default: 5 } },
    effect: both(valued('item', 'rank', () => 5), valued('item', 'more', (row) => Number(row['quantity']) + 1), valued('item', 'most', (row) => Number(row['quantity']) + 6)),
    holds: (row) => row['rank'] === 5 && row['more'] === Number(row['quantity']) + 1 && row['most'] === Number(row['quantity']) + 6,
  },
  'a template is installed': { change: 'trade', brings: true },
}
