import type { Layer } from '../../metadata/model/model.ts'
import type { Actor } from '../access/actor.ts'
import type { Database, Transaction } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { fail } from '../http/errors.ts'
import { type Contents, contentHash, fromManifest, type Manifest, toManifest, withLayer } from './manifest.ts'
import type { Publishing } from './service.ts'
import { deleteDraft, type Draft, insertDraft, listDrafts, loadContents, readDraft, saveContents, updateDraft } from './store.ts'

export interface DraftView { readonly id: string; readonly name: string; readonly layer: Layer; readonly base: number; readonly revision: number }
export interface Drafts {
  list(): Promise<Omit<Draft, 'manifest'>[]>
  /** Starts from what is published now. */
  create(name: string, layer: string): Promise<DraftView>
  get(id: string): Promise<DraftView>
  /** Saves over the revision that the writer saw; 409 when somebody else was first. */
  save(id: string, saved: { layer: Layer; revision: number }): Promise<{ id: string; revision: number }>
  /** One document of the draft's layer. */
  document(id: string, at: Place): Promise<{ doc: unknown; revision: number }>
  /** Saves one document, so that only what was edited travels; null takes it out. */
  saveDocument(id: string, at: Place, saved: { doc: unknown; revision: number }): Promise<{ id: string; revision: number }>
  /** Saves the layer's edits of one document of a lower layer; null takes them out. */
  saveEdits(id: string, at: Place & { readonly of: string }, saved: { doc: unknown; revision: number }): Promise<{ id: string; revision: number }>
  remove(id: string): Promise<void>
  /** Takes a draft away in the transaction of its publish. What was saved to it since it was opened must not go with it, so that refuses. */
  finish(tx: Transaction, id: string, revision: number): Promise<void>
  /** All layers as the draft would publish them, and the version it was made from. */
  open(id: string, revision?: number): Promise<{ layers: Layer[]; base: number }>
}
export interface Place { readonly kind: string; readonly key: string }
interface Deps { readonly database: Database; readonly schema: string; readonly publishing: Publishing; readonly actor: Actor }

/** An edit of one layer, apart from what is live. It knows the version that it was made from. */
export function createDrafts({ database, schema, publishing, actor }: Deps): Drafts {
  const { layerOf, keep, put, putEdits } = layerStore({ database, schema, publishing })
  const find = async (id: string): Promise<Draft> => (await readDraft(database, schema, id)) ?? fail(404, 'publish.unknown_draft')
  const view = async ({ id, name, base_version: base, revision, manifest }: Draft): Promise<DraftView> => ({ id, name, base, revision, layer: await layerOf(manifest) })
  const write = async ({ id, base_version: base }: Draft, revision: number, manifest: Manifest): Promise<{ id: string; revision: number }> => {
    const saved = await updateDraft(database, schema, { id, revision, base, manifest, by: actor.kind === 'user' ? actor.id : null })
    return saved === null ? fail(409, 'publish.draft_changed') : { id, revision: saved }
  }
  const rewrite = async (id: string, revision: number, change: (manifest: Manifest) => Promise<Manifest>): Promise<{ id: string; revision: number }> => {
    const draft = await find(id)
    return write(draft, revision, await change(draft.manifest))
  }
  return {
    list: () => listDrafts(database, schema),
    create: async (name, layerName) => {
      const { version, layers } = publishing.live()
      const layer = layers.find((one) => one.name === layerName) ?? { name: layerName, label: layerName, version: '1', needs: layers.map((one) => one.name), documents: {}, edits: {} }
      const id = newId()
      await insertDraft(database, schema, { id, name, layer: layerName, base: version, manifest: await keep(layer), by: actor.kind === 'user' ? actor.id : null })
      return { id, name, base: version, revision: 1, layer }
    },
    get: async (id) => view(await find(id)),
    save: async (id, { layer, revision }) => write(await find(id), revision, await keep(layer)),
    document: async (id, at) => {
      const draft = await find(id)
      const doc = (await layerOf(draft.manifest)).documents[at.kind]?.[at.key]
      return doc === undefined ? fail(404, 'publish.unknown_document', { ...at }) : { doc, revision: draft.revision }
    },
    saveDocument: (id, at, { doc, revision }) => rewrite(id, revision, (manifest) => put(manifest, at, doc)),
    saveEdits: (id, at, { doc, revision }) => rewrite(id, revision, (manifest) => putEdits(manifest, at, doc)),
    remove: async (id) => { if (!(await deleteDraft(database, schema, { id }))) fail(404, 'publish.unknown_draft') },
    finish: async (tx, id, revision) => { if (!(await deleteDraft(tx, schema, { id, revision }))) fail(409, 'publish.draft_changed') },
    open: async (id, revision) => {
      const draft = await find(id)
      if (revision !== undefined && draft.revision !== revision) return fail(409, 'publish.draft_changed')
      const layer = await layerOf(draft.manifest)
      return { layers: withLayer((await publishing.layersOf(draft.base_version)) ?? [], layer), base: draft.base_version }
    },
  }
}

/** One layer, kept by its content. */
function layerStore({ database, schema, publishing }: Pick<Deps, 'database' | 'schema' | 'publishing'>) {
  /** What is published is at hand; only what the draft has of its own is loaded. */
  const layerOf = async (manifest: Manifest): Promise<Layer> => {
    const contents: Contents = new Map(publishing.known())
    await loadContents(database, schema, manifest, contents)
    return fromManifest(manifest, contents)[0]!
  }
  const keepOne = async (manifest: Manifest, hash: string, content: unknown): Promise<Manifest> => {
    await saveContents(database, schema, { layers: [{ ...manifest.layers[0]!, edits: hash, documents: {} }] }, new Map([[hash, content]]))
    return manifest
  }
  return {
    layerOf,
    keep: async (layer: Layer): Promise<Manifest> => {
      const contents: Contents = new Map()
      const { manifest } = toManifest([layer], contents)
      await saveContents(database, schema, manifest, contents)
      return manifest
    },
    put: async ({ layers }: Manifest, { kind, key }: Place, doc: unknown): Promise<Manifest> => {
      const [layer] = layers
      const hash = contentHash(doc)
      const { [key]: _, ...others } = layer!.documents[kind] ?? {}
      const documents = doc === null ? others : { ...layer!.documents[kind], [key]: hash }
      const manifest: Manifest = { layers: [{ ...layer!, documents: { ...layer!.documents, [kind]: documents } }] }
      return doc === null ? manifest : keepOne(manifest, hash, doc)
    },
    putEdits: async (manifest: Manifest, { of, kind, key }: Place & { readonly of: string }, doc: unknown): Promise<Manifest> => {
      const edits = withEdits((await layerOf(manifest)).edits, [of, kind, key], doc)
      const hash = contentHash(edits)
      return keepOne({ layers: [{ ...manifest.layers[0]!, edits: hash }] }, hash, edits)
    },
  }
}

type Tree = Readonly<Record<string, unknown>>
/** What is empty then goes with what was taken out. */
function withEdits(tree: Tree, [step = '', ...rest]: readonly string[], content: unknown): Tree {
  const inner = rest.length === 0 ? content : withEdits((tree[step] ?? {}) as Tree, rest, content)
  const { [step]: _, ...others } = tree
  return inner === null || (rest.length > 0 && Object.keys(inner as Tree).length === 0) ? others : { ...tree, [step]: inner }
}
