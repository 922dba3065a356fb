import { slug } from './names.ts'
import type { Source, SourceEntity, SourceField } from './source.ts'

/** Where a child type is used: by which field of which type. */
export interface Use { readonly parent: SourceEntity; readonly field: SourceField }
export interface Catalogue {
  readonly source: Source
  entity(name: string): SourceEntity | undefined
  /** Key of our entity for a type's name; types outside the set are stubs, or entities of the base. */
  key(name: string): string
  /** Types that are linked to and not part of the set. */
  readonly stubs: readonly string[]
  uses(child: string): readonly Use[]
}

/** Every workspace has these; the others of the set keep off their names. */
const ofBase = ['User', 'Department']
/** Links to a record of one of these are a choice from what the model itself knows. */
export const choiceSources: Readonly<Record<string, 'entities' | 'roles'>> = { DocType: 'entities', Role: 'roles' }
const tables = ['Table', 'Table MultiSelect']

export function catalogueOf(source: Source): Catalogue {
  const byName = new Map(source.entities.map((e) => [e.name, e]))
  const targets = new Set(source.entities.flatMap((e) => e.fields.flatMap((f) => (f.type === 'Link' && f.target ? [f.target] : []))))
  const stubs = [...targets].filter((t) => !byName.has(t) && !ofBase.includes(t) && !Object.hasOwn(choiceSources, t)).toSorted()
  const reserved = new Set(ofBase.map(slug))
  const keys = new Map([...byName.values()].map((e) => [e.name, reserved.has(slug(e.name)) ? slug(`${e.app} ${e.name}`) : slug(e.name)]))
  const uses = new Map<string, Use[]>()
  for (const parent of source.entities) for (const field of parent.fields) if (tables.includes(field.type) && field.target) uses.set(field.target, [...(uses.get(field.target) ?? []), { parent, field }])
  return { source, stubs, entity: (name) => byName.get(name), key: (name) => keys.get(name) ?? slug(name), uses: (child) => uses.get(child) ?? [] }
}

/** A multi-select of a child type that holds nothing but one link is a list of links. */
export function linkOfMulti(catalogue: Catalogue, field: SourceField): SourceField | null {
  const [only, ...more] = catalogue.entity(field.target ?? '')?.fields ?? []
  return field.type === 'Table MultiSelect' && only?.type === 'Link' && more.length === 0 ? only : null
}

/** The field that names a record of a type, where another type's condition compares a link with a name. */
export function namingField(catalogue: Catalogue, name: string): string | null {
  const entity = catalogue.entity(name)
  if (!entity) return 'name'
  const field = entity.naming?.startsWith('field:') ? entity.naming.slice(6) : null
  return field && entity.fields.some((f) => f.name === field) ? slug(field) : null
}
