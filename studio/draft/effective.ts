import { editDocument } from '../../metadata/model/edit-document.ts'
import { editsBetween } from '../../metadata/change/edits-between.ts'
import type { KindName } from '../../metadata/kinds/index.ts'
import { kindNames } from '../../metadata/kinds/index.ts'
import { fold } from '../../metadata/model/fold.ts'
import type { Edit, Layer } from '../../metadata/model/model.ts'
import { type Place, readObject } from '../document/objects.ts'

export type Doc = Readonly<Record<string, unknown>>
/** The layers beneath the draft's, and those above it, as they are published. */
export interface Stack { readonly below: readonly Layer[]; readonly above: readonly Layer[] }
export function stackAround(layers: readonly Layer[], name: string): Stack {
  const at = layers.findIndex((layer) => layer.name === name)
  return at < 0 ? { below: layers, above: [] } : { below: layers.slice(0, at), above: layers.slice(at + 1) }
}

const folds = new WeakMap<readonly Layer[], ReturnType<typeof fold>['documents']>()
const foldOf = (layers: readonly Layer[]): ReturnType<typeof fold>['documents'] => {
  const known = folds.get(layers) ?? fold(layers).documents
  folds.set(layers, known)
  return known
}
const vendorOf = ({ below }: Stack, { kind, key, of }: Place): Doc | undefined => foldOf(below).get(kind)?.get(kind === 'translation' ? `${key}@${of}` : key)?.doc

/** The document as it will be: the draft's own, or the vendor's with the draft's edits. undefined: it is not there. */
export function effective(layer: Layer, stack: Stack, place: Place): Doc | undefined {
  const own = readObject(layer, place)
  if (place.of === null) return own as Doc | undefined
  const vendor = vendorOf(stack, place)
  return vendor && (own === undefined ? vendor : editDocument(vendor, own as Readonly<Record<string, Edit>>, place.kind).doc)
}
/** What the draft has to hold so that the document becomes `wanted`; undefined: nothing. */
export function contentFor(layer: Layer, stack: Stack, { place, wanted, by, at }: { place: Place; wanted: Doc; by: string; at: string }): unknown {
  if (place.of === null) return wanted
  const vendor = vendorOf(stack, place)
  if (!vendor) return readObject(layer, place)
  const previous = readObject(layer, place) as Readonly<Record<string, Edit>> | undefined
  const edits = editsBetween(vendor, wanted, { kind: place.kind, by, at, ...(previous ? { previous } : {}) })
  return Object.keys(edits).length === 0 ? undefined : edits
}

/** Every object that may be worked on, the draft's own and those of layers beneath it, by kind. */
export function allPlaces(layer: Layer, { below }: Stack): Place[] {
  const beneath = foldOf(below)
  return kindNames.flatMap((kind: KindName) => [
    ...Object.keys(layer.documents[kind] ?? {}).map((key): Place => ({ kind, key, of: null })),
    ...[...(beneath.get(kind)?.values() ?? [])].map(({ key, layer: of }): Place => ({ kind, key, of })),
  ])
}
/** All entities as they will be, by key: what fields, links and conditions may name. */
export function entitiesOf(layer: Layer, stack: Stack): ReadonlyMap<string, Doc> {
  return new Map(allPlaces(layer, stack).filter(({ kind }) => kind === 'entity').flatMap((place) => { const doc = effective(layer, stack, place); return doc ? [[place.key, doc] as const] : [] }))
}
