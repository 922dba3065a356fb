import type { Catalogue } from './catalogue.ts'
import { choiceSources, linkOfMulti } from './catalogue.ts'
import type { Place } from './conditions.ts'
import { isLookup } from './fields.ts'
import type { SourceEntity, SourceField } from './source.ts'

/** A rule by which our database differs from a generator's that makes a table of every type and a column of every field. */
export type Account = Readonly<Record<string, number>>
type Pick = (field: SourceField, place: Place) => boolean

const isTable: Pick = (f) => f.type === 'Table' || f.type === 'Table MultiSelect'
const isLink: Pick = (f) => f.type === 'Link'
const toSet: Pick = (f, { catalogue }) => isLink(f, { catalogue } as Place) && catalogue.entity(f.target!) !== undefined && catalogue.entity(f.target!)!.kind !== 'child'
const toOutside: Pick = (f, { catalogue }) => f.type === 'Link' && !catalogue.entity(f.target!) && !Object.hasOwn(choiceSources, f.target!)

/** How often a type's fields stand in the database: child types once for each use. */
function places(catalogue: Catalogue, entity: SourceEntity): Place[] {
  if (entity.kind !== 'child') return [{ catalogue, entity, parent: null }]
  return catalogue.uses(entity.name).filter(({ field }) => !linkOfMulti(catalogue, field)).map(({ parent }) => ({ catalogue, entity, parent }))
}
const inPlaces = (catalogue: Catalogue, kinds: readonly string[], pick: Pick): number =>
  catalogue.source.entities.filter((e) => kinds.includes(e.kind)).flatMap((e) => places(catalogue, e)).flatMap((place) => place.entity.fields.filter((f) => pick(f, place))).length
const once = (catalogue: Catalogue, kinds: readonly string[], pick: Pick): number =>
  catalogue.source.entities.filter((e) => kinds.includes(e.kind)).flatMap((entity) => entity.fields.filter((f) => pick(f, { catalogue, entity, parent: null }))).length

const tabled = ['document', 'tree', 'child']
const every = [...tabled, 'single']
/** What the plain generator makes. */
export const plainNumbers = (catalogue: Catalogue) => ({
  tables: catalogue.source.entities.filter((e) => tabled.includes(e.kind)).length,
  columns: once(catalogue, tabled, (f, p) => !isTable(f, p) && !f.virtual),
  foreignKeys: once(catalogue, tabled, toSet),
})

const linesOf = (catalogue: Catalogue) => catalogue.source.entities.flatMap((e) => e.fields).filter((f) => isTable(f, { catalogue } as Place) && !linkOfMulti(catalogue, f)).length
const joinsOf = (catalogue: Catalogue) => catalogue.source.entities.flatMap((e) => e.fields).filter((f) => linkOfMulti(catalogue, f)).length

export const tableAccount = (catalogue: Catalogue, base: number): Account => ({
  'settings are a table of one row': catalogue.source.entities.filter((e) => e.kind === 'single').length,
  'a child type has no table of its own': -catalogue.source.entities.filter((e) => e.kind === 'child').length,
  'each use of a child type has its own': linesOf(catalogue),
  'a multi-select of links is a join table': joinsOf(catalogue),
  'types outside the set are stubs': catalogue.stubs.length,
  'users and departments are of the base': base,
})
export const columnAccount = (catalogue: Catalogue, base: number): Account => ({
  'settings are a table of one row': once(catalogue, ['single'], (f, p) => !isTable(f, p)),
  'child types stand once for each use': inPlaces(catalogue, ['child'], () => true) - once(catalogue, ['child'], () => true),
  'a virtual field is kept as a column': once(catalogue, tabled, (f) => f.virtual === true),
  'a dynamic link keeps the entity beside the id': inPlaces(catalogue, every, (f) => f.type === 'Dynamic Link'),
  'a place has two columns': inPlaces(catalogue, every, (f) => f.type === 'Geolocation'),
  'the state of what is submitted is a field': catalogue.source.entities.filter((e) => e.submittable && e.kind !== 'child').length,
  'what is looked up has no column': -inPlaces(catalogue, every, isLookup),
  'types outside the set are stubs with a name': catalogue.stubs.length,
  'users and departments are of the base': base,
})
export const foreignKeyAccount = (catalogue: Catalogue, base: number): Account => ({
  'settings are a table of one row': once(catalogue, ['single'], toSet),
  'child types stand once for each use': inPlaces(catalogue, ['child'], toSet) - once(catalogue, ['child'], toSet),
  'lines point to their document': linesOf(catalogue),
  'a join table points to both sides': 2 * joinsOf(catalogue),
  'links to types outside the set have a target': inPlaces(catalogue, every, toOutside),
  'what is looked up has no column': -inPlaces(catalogue, every, (f, p) => isLookup(f, p) && (toSet(f, p) || toOutside(f, p))),
  'users and departments are of the base': base,
})
export const totalOf = (account: Account): number => Object.values(account).reduce((sum, change) => sum + change, 0)
