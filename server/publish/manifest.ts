import { createHash } from 'node:crypto'
import type { Layer } from '../../metadata/model/model.ts'

/** A version as it is stored: layers whose documents are named by the hash of their content. */
export interface Manifest { readonly layers: readonly ManifestLayer[] }
export interface ManifestLayer {
  readonly name: string
  readonly label: string
  readonly version: string
  readonly needs: readonly string[]
  readonly documents: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Hash of all edits of lower layers. */
  readonly edits: string
}

/** Documents by hash. One object per content, so that what was compiled for it is found again. */
export type Contents = Map<string, unknown>
const hashes = new WeakMap<object, string>()

/** SHA-256 of the text; the order of keys counts, since it is the order on screen. */
export function contentHash(doc: unknown): string {
  const known = typeof doc === 'object' && doc !== null ? hashes.get(doc) : undefined
  if (known) return known
  const hash = createHash('sha256').update(JSON.stringify(doc)).digest('base64url')
  if (typeof doc === 'object' && doc !== null) hashes.set(doc, hash)
  return hash
}

/** Layers → manifest; puts the documents into `contents` and answers the layers with the objects that stand there. */
export function toManifest(layers: readonly Layer[], contents: Contents): { manifest: Manifest; layers: Layer[] } {
  const keep = (doc: unknown): { hash: string; doc: unknown } => {
    const hash = contentHash(doc)
    if (!contents.has(hash)) contents.set(hash, doc)
    return { hash, doc: contents.get(hash) }
  }
  const both = layers.map((layer) => {
    const kept = mapDocuments(layer.documents, keep)
    const edits = keep(layer.edits)
    const { name, label, version, needs } = layer
    return {
      entry: { name, label, version, needs, documents: mapDocuments(kept, ({ hash }) => hash), edits: edits.hash },
      layer: { name, label, version, needs, documents: mapDocuments(kept, ({ doc }) => doc), edits: edits.doc as Layer['edits'] },
    }
  })
  return { manifest: { layers: both.map(({ entry }) => entry) }, layers: both.map(({ layer }) => layer) }
}

/** Manifest → layers; every hash must be in `contents`. */
export const fromManifest = (manifest: Manifest, contents: Contents): Layer[] =>
  manifest.layers.map(({ name, label, version, needs, documents, edits }) => ({
    name, label, version, needs, documents: mapDocuments(documents, (hash) => contents.get(hash)), edits: contents.get(edits) as Layer['edits'],
  }))

export const hashesOf = (manifest: Manifest): string[] =>
  [...new Set(manifest.layers.flatMap(({ documents, edits }) => [edits, ...Object.values(documents).flatMap((byKey) => Object.values(byKey))]))]

function mapDocuments<A, B>(documents: Readonly<Record<string, Readonly<Record<string, A>>>>, change: (doc: A) => B): Record<string, Record<string, B>> {
  return Object.fromEntries(Object.entries(documents).map(([kind, byKey]) => [kind, Object.fromEntries(Object.entries(byKey).map(([key, doc]) => [key, change(doc)]))]))
}

/** Puts a layer in the place of the one of its name, or on top. */
export const withLayer = (layers: readonly Layer[], layer: Layer): Layer[] =>
  layers.some((one) => one.name === layer.name) ? layers.map((one) => (one.name === layer.name ? layer : one)) : [...layers, layer]
