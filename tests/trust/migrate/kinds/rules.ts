import { renamedTables } from '../rows.ts'
import type { Kind } from './kind.ts'

const noOverlap = { free: { by: ['room', 'title'], from: 'starts', to: 'ends' } }
const indexes = { both: { fields: ['room', 'starts'] }, price: { fields: ['price'] } }
export const rules: Readonly<Record<string, Kind>> = {
  'a unique rule is added': { change: ({ item }) => { item!.unique = { code: { fields: ['code'] }, both: { fields: ['title', 'room'], where: "state == 'new'" } } } },
  'a unique rule is removed': { before: [({ item }) => { item!.fields.code.unique = true }], change: ({ item }) => { delete item!.fields.code.unique } },
  'indexes are added': { change: ({ item }) => { item!.indexes = indexes } },
  'indexes are removed': { before: [({ item }) => { item!.indexes = indexes }], change: ({ item }) => { delete item!.indexes } },
  'an index is added and its entity renamed': { change: ({ memo }) => { memo!.name = 'slip'; memo!.indexes = { back: { fields: ['of', 'text'] } } }, effect: renamedTables({ memo: 'slip' }) },
  'a check is added': { change: ({ item }) => { item!.checks = { dear: { check: 'price >= 0', message: 'No negative prices.' } } } },
  'a rule against overlaps is added': { change: ({ item }) => { item!.noOverlap = noOverlap } },
  'a rule against overlaps is removed': { before: [({ item }) => { item!.noOverlap = noOverlap }], change: ({ item }) => { delete item!.noOverlap } },
  'search is turned on': { change: ({ item }) => { item!.search = ['code', 'title', 'note'] } },
  'search is turned off': { change: ({ item }) => { delete item!.search } },
  'an entity becomes single': { change: ({ setting }) => { setting!.single = true } },
}
