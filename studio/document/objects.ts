import { isObject } from '../../metadata/base/json.ts'
import { isKind, type KindName, kindNames } from '../../metadata/kinds/index.ts'
import type { Layer } from '../../metadata/model/model.ts'

/** One thing of a layer: a document of its own, or its edits of a document of a lower layer (`of`). */
export interface Place { readonly kind: KindName; readonly key: string; readonly of: string | null }
type Tree = Readonly<Record<string, unknown>>

/** `entity`, or `trade.entity` for edits of the layer `trade`: how an address names it. */
export const kindText = ({ kind, of }: Pick<Place, 'kind' | 'of'>): string => (of === null ? kind : `${of}.${kind}`)
export function placeOf(kindPart: string, key: string): Place | null {
  const [first = '', second] = kindPart.split('.')
  const kind = second ?? first
  return isKind(kind) ? { kind, key, of: second === undefined ? null : first } : null
}

export function objectsOf(layer: Layer): Place[] {
  const own = kindNames.flatMap((kind) => Object.keys(layer.documents[kind] ?? {}).map((key): Place => ({ kind, key, of: null })))
  const edits = Object.entries(layer.edits).flatMap(([of, byKind]) => Object.entries(byKind).flatMap(([kind, byKey]) => (isKind(kind) ? Object.keys(byKey).map((key): Place => ({ kind, key, of })) : [])))
  return [...own, ...edits]
}
export const readObject = (layer: Layer, { kind, key, of }: Place): unknown => (of === null ? layer.documents[kind]?.[key] : layer.edits[of]?.[kind]?.[key])

/** Equal as files are: the order of keys counts. */
export const sameContent = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** The layer with this content there; undefined takes it out, and what is then empty with it. */
export function withObject(layer: Layer, { kind, key, of }: Place, content: unknown): Layer {
  return of === null
    ? { ...layer, documents: put(layer.documents, [kind, key], content) as Layer['documents'] }
    : { ...layer, edits: put(layer.edits, [of, kind, key], content) as Layer['edits'] }
}
function put(tree: Tree, [step, ...rest]: readonly string[], content: unknown): Tree {
  const inner = tree[step!]
  const next = rest.length === 0 ? content : put(isObject(inner) ? inner : {}, rest, content)
  const gone = next === undefined || (rest.length > 0 && isObject(next) && Object.keys(next).length === 0)
  return gone ? Object.fromEntries(Object.entries(tree).filter(([name]) => name !== step)) : { ...tree, [step!]: next }
}

/** What a new object of each kind begins with: the least that its schema asks for. */
export const blank: { readonly [K in KindName]: (key: string) => Tree } = {
  entity: (key) => ({ label: labelOf(key), title: '{name}', fields: { name: { type: 'text', label: 'Name', required: true } } }),
  form: (key) => ({ of: key, sections: { main: { fields: [] } } }),
  view: (key) => ({ of: key, list: { columns: [] } }),
  role: (key) => ({ label: labelOf(key), may: {} }),
  app: (key) => ({ label: labelOf(key), menu: {} }),
  dataset: (key) => ({ of: key, key: 'name', rows: [] }),
  translation: (key) => ({ language: key, texts: {} }),
}
const labelOf = (key: string): string => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('_', ' ')

/** Objects whose content is another one than before, with the content of now. */
export function changedPlaces(before: Layer, now: Layer): { readonly place: Place; readonly content: unknown }[] {
  const places = new Map([...objectsOf(before), ...objectsOf(now)].map((place) => [`${kindText(place)}/${place.key}`, place]))
  return [...places.values()].flatMap((place) => { const content = readObject(now, place); return content === readObject(before, place) ? [] : [{ place, content }] })
}
