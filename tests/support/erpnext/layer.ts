import { isDeepStrictEqual } from 'node:util'
import type { Layer } from '../../../metadata/model/model.ts'
import { type Catalogue, catalogueOf } from './catalogue.ts'
import type { Place } from './conditions.ts'
import { type Doc, fieldsOf } from './fields.ts'
import { slug } from './names.ts'
import { rolesOf } from './roles.ts'
import { appsOf, formOf, viewsOf } from './screens.ts'
import type { Source, SourceEntity } from './source.ts'

type Docs = Record<string, Doc>

/** The whole set as one layer on top of the base. */
export function erpnextLayer(source: Source): Layer {
  const catalogue = catalogueOf(source)
  const shapes = shapesOf(catalogue)
  const documents = source.entities.filter((e) => e.kind !== 'child')
  const entities: Docs = { ...shapes.documents }
  const forms: Docs = {}
  const views: Docs = {}
  for (const entity of documents) {
    const place: Place = { catalogue, entity, parent: null }
    const doc = entityOf(place, shapes)
    const key = catalogue.key(entity.name)
    entities[key] = doc
    const form = formOf(place)
    if (form) forms[key] = form
    Object.assign(views, viewsOf(place, doc.fields as Docs))
  }
  for (const stub of catalogue.stubs) entities[catalogue.key(stub)] = { label: stub, fields: { name: { type: 'text', required: true, search: true } } }
  return {
    name: 'erpnext', label: 'ERPNext', version: '1.0.0', needs: ['base'], edits: {},
    documents: { entity: entities, form: forms, view: views, role: rolesOf(catalogue), app: appsOf(catalogue) },
  }
}

export interface Shapes { readonly documents: Docs; key(child: string, parent: SourceEntity): string }

/** One shape for each child type; where its fields differ with the parent (conditions and currencies that name the parent), one for each difference. */
export function shapesOf(catalogue: Catalogue): Shapes {
  const documents: Docs = {}
  const keys = new Map<string, string>()
  const none = () => ''
  for (const entity of catalogue.source.entities.filter((e) => e.kind === 'child')) {
    const parents = [...new Set(catalogue.uses(entity.name).map((use) => use.parent))]
    const made: { key: string; fields: Doc }[] = []
    for (const parent of parents.length > 0 ? parents : [null]) {
      const fields = fieldsOf({ catalogue, entity, parent }, none)
      let shape = made.find((other) => isDeepStrictEqual(other.fields, fields))
      if (!shape) made.push((shape = { key: made.length === 0 ? catalogue.key(entity.name) : slug(`${entity.name} of ${parent!.name}`), fields }))
      documents[shape.key] = { label: entity.name, child: true, fields: shape.fields }
      if (parent) keys.set(`${entity.name}/${parent.name}`, shape.key)
    }
  }
  return { documents, key: (child, parent) => keys.get(`${child}/${parent.name}`)! }
}

function entityOf(place: Place, shapes: Shapes): Doc {
  const { entity } = place
  const fields = fieldsOf(place, shapes.key)
  const shown = entity.titleField ?? (entity.naming?.startsWith('field:') ? entity.naming.slice(6) : undefined)
  const title = shown && shown !== 'name' && Object.hasOwn(fields, slug(shown)) ? slug(shown) : null
  const searched = [...new Set([...(title ? [title] : []), ...(entity.searchFields ?? '').split(',').map((name) => slug(name.trim() || '-'))])]
  const search = searched.filter((key) => searchable.includes(String(fields[key]?.type)))
  return {
    label: entity.name, ...(title ? { title: `{${title}}` } : {}), ...(entity.kind === 'single' ? { single: true } : {}),
    ...(search.length > 0 ? { search } : {}), fields,
  }
}
const searchable = ['text', 'long_text', 'email', 'phone']
