import { isObject, pointer } from '../../metadata/base/json.ts'
import type { Place } from '../document/objects.ts'
import type { Doc } from '../draft/effective.ts'
import { fieldsOf } from '../schema/refs.ts'

export interface Described { readonly place: Place; readonly doc: Doc }
export interface Use { readonly place: Place; readonly path: string }

/** Where documents name a field of an entity: by path, in an expression, along a link, in rights and translations. */
export function usesOf(all: readonly Described[], entity: string, field: string): Use[] {
  const leading = linksTo(all, entity)
  return all.flatMap(({ place, doc }): Use[] => {
    const at = (test: (text: string, path: string) => boolean): Use[] => stringsIn(doc).filter(([path, text]) => test(text, path)).map(([path]) => ({ place, path }))
    if (place.kind === 'role') return isObject(doc['may']) && isObject(doc['may'][entity]) ? stringsIn(doc['may'][entity], pointer('/may', entity)).filter(([, text]) => names(text, field, '')).map(([path]) => ({ place, path })) : []
    if (place.kind === 'translation') return Object.keys(isObject(doc['texts']) ? doc['texts'] : {}).filter((key) => key.startsWith(`entities/${entity}/fields/${field}/`)).map((key) => ({ place, path: pointer('/texts', key) }))
    const of = place.kind === 'entity' ? place.key : String(doc['of'] ?? '')
    if (of === entity) return at((text, path) => spoken(path) === false && (names(text, field, '')))
    const links = leading.get(of)
    return links ? at((text, path) => spoken(path) === false && links.some((link) => names(text, field, `${link}.`))) : []
  })
}
/** Words for people name nothing. */
const spoken = (path: string): boolean => /\/(label|plural|help|placeholder|description|message|icon|type)$/.test(path)
/** Whether the text names the field: as a path, or as a name within an expression that is no part of a longer one. */
function names(text: string, field: string, before: string): boolean {
  const escaped = `${before}${field}`.replaceAll('.', '\\.')
  return new RegExp(before ? `(^|[^A-Za-z0-9_])([A-Za-z0-9_]+\\.)*${escaped}([^A-Za-z0-9_]|$)` : `(^|[^A-Za-z0-9_.'"])${escaped}([^A-Za-z0-9_'"(]|$)`).test(text)
}
/** Fields, by the entity that has them, that lead to this one. */
function linksTo(all: readonly Described[], entity: string): ReadonlyMap<string, readonly string[]> {
  return new Map(all.filter(({ place }) => place.kind === 'entity').map(({ place, doc }) => [place.key, Object.entries(fieldsOf(doc)).filter(([, field]) => field['to'] === entity || field['type'] === entity).map(([key]) => key)] as const).filter(([, links]) => links.length > 0))
}
function stringsIn(node: unknown, path = ''): (readonly [path: string, text: string])[] {
  if (typeof node === 'string') return [[path, node]]
  if (Array.isArray(node)) return node.flatMap((one, at) => stringsIn(one, pointer(path, at)))
  return isObject(node) ? Object.entries(node).flatMap(([key, one]) => stringsIn(one, pointer(path, key))) : []
}
