import { both, renamedColumns, renamedTables, valued } from '../rows.ts'
import type { Kind } from './kind.ts'

const called = (doc: Record<string, any> | undefined, name: string): void => { doc!['name'] = name }
export const articles = renamedTables({ item: 'article', item__lines: 'article__lines', item__tags: 'article__tags' })
export const names: Readonly<Record<string, Kind>> = {
  'an entity is renamed': { change: ({ item }) => called(item, 'article'), effect: articles },
  'a field is renamed': { change: ({ item }) => called(item!.fields.note, 'remark'), effect: renamedColumns('item', { note: 'remark' }) },
  'a link is renamed': { change: ({ item }) => called(item!.fields.place, 'spot'), effect: renamedColumns('item', { place: 'spot' }) },
  'two fields swap their names': { change: ({ item }) => { called(item!.fields.note, 'room'); called(item!.fields.room, 'note') }, effect: renamedColumns('item', { note: 'room', room: 'note' }) },
  'two entities swap their names': { change: ({ place, tag }) => { called(place, 'tag'); called(tag, 'place') }, effect: renamedTables({ place: 'tag', tag: 'place' }) },
  'a field is renamed and retyped': {
    change: ({ item }) => { item!.fields.stock = { type: 'integer', name: 'on_hand' } },
    effect: both(renamedColumns('item', { stock: 'on_hand' }), valued('item', 'on_hand', (row) => Number(row['on_hand'])), valued('item', '~on_hand', () => null)),
  },
  'a field takes the name of one that leaves': {
    change: ({ item }) => { delete item!.fields.note; called(item!.fields.room, 'note') },
    effect: renamedColumns('item', { note: '~note', room: 'note' }),
  },
  'much happens at once': {
    change: ({ item, memo }) => {
      called(item, 'article'); called(item!.fields.lines, 'parts'); called(item!.fields.code, 'mark')
      item!.fields.mass = { type: 'decimal', default: 1 }; item!.indexes = { both: { fields: ['code', 'price'] } }
      item!.fields.twice = { type: 'formula', formula: 'quantity * 2' }; delete item!.fields.note; memo!.fields.text.unique = true
    },
    effect: both(
      renamedTables({ item: 'article', item__lines: 'article__parts', item__tags: 'article__tags' }), renamedColumns('article', { note: '~note', code: 'mark' }),
      valued('article', 'mass', () => 1), valued('article', 'twice', (row) => Number(row['quantity']) * 2)),
  },
}
