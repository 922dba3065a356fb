import { both, renamedColumns, renamedTables, withoutColumn } from '../rows.ts'
import type { Kind } from './kind.ts'

const field = (key: string) => ({ item }: Record<string, any>): void => { delete item!.fields[key] }
export const removals: Readonly<Record<string, Kind>> = {
  'an entity is dropped': { change: (docs) => { delete docs['memo'] }, effect: renamedTables({ memo: '~memo' }) },
  'a dropped entity comes back': {
    before: [(docs) => { delete docs['memo'] }],
    change: (docs) => { docs['memo'] = { label: 'Memo', fields: { text: { type: 'text', index: true }, of: { type: 'link', to: 'place' } } } }, effect: renamedTables({ '~memo': 'memo' }),
  },
  'a field is dropped': { change: field('note'), effect: renamedColumns('item', { note: '~note' }) },
  'a dropped field comes back': { before: [field('note')], change: ({ item }) => { item!.fields.note = { type: 'text', index: true } }, effect: renamedColumns('item', { '~note': 'note' }) },
  'a dropped field comes back under another name': { before: [field('note')], change: ({ item }) => { item!.fields.note = { type: 'text', name: 'remark' } }, effect: renamedColumns('item', { '~note': 'remark' }) },
  'a link is dropped': { change: field('place'), effect: renamedColumns('item', { place: '~place' }) },
  'links are dropped': { change: field('tags'), effect: renamedTables({ item__tags: '~item__tags' }) },
  'a stored formula is dropped': { change: field('quantity'), effect: withoutColumn('item', 'quantity') },
  'everything of an entity but its title is dropped': {
    change: ({ item }) => { item!.fields = { title: item!.fields.title }; delete item!.search },
    effect: both(
      renamedTables({ item__tags: '~item__tags', item__lines: '~item__lines' }), withoutColumn('item', 'quantity'),
      renamedColumns('item', Object.fromEntries(['code', 'stock', 'note', 'price', 'state', 'room', 'starts', 'ends', 'place'].map((name) => [name, `~${name}`])))),
  },
}
