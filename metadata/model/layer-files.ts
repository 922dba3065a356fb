import { isObject } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'
import { kindByPlural, type KindName, kinds } from '../kinds/index.ts'
import type { Edit, Layer } from './model.ts'

/** A layer as it stands in its files, with what only people read. */
export interface FolderLayer extends Layer { readonly description: string }
export const headFile = 'template.json'
/** What a file holds: a document of the layer, or its edits of one of the layer `edits`. */
export interface FilePlace { readonly edits: string | null; readonly kind: KindName; readonly key: string }
/** A file that could be read; those that could not are told by their reader. */
export interface LayerFile { readonly place: FilePlace; readonly content: unknown }

/** Where the file of this path belongs, by its path below the layer's folder; null: nowhere. */
export function placeOfFile(path: string): FilePlace | null {
  const parts = path.replaceAll('\\', '/').split('/')
  const inEdits = parts[0] === 'edits'
  const [folder, name, ...more] = inEdits ? parts.slice(2) : parts
  const kind = folder === undefined ? undefined : kindByPlural(folder)
  return kind && name?.endsWith('.json') && more.length === 0 ? { edits: inEdits ? parts[1]! : null, kind, key: name.slice(0, -5) } : null
}
/** The files of a layer: not the head, not what stands under `released`. */
export const isContent = (path: string): boolean => path !== headFile && path.endsWith('.json') && !path.startsWith('released/') && !path.startsWith('.')
export const misplaced = (path: string): Problem => problem('metadata.unknown_reference', '', { kind: 'Kind', name: path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.' }, { object: path })

/** Names that the head must give. */
export function problemsOfHead(head: unknown): Problem[] {
  const given = isObject(head) ? head : {}
  return ['name', 'label', 'version'].filter((key) => typeof given[key] !== 'string').map((key) => problem('metadata.missing_key', '', { key }, { object: headFile }))
}

/** The layer of its head and its files; documents are not checked yet. */
export function layerOfFiles(content: unknown, files: readonly LayerFile[]): FolderLayer {
  const head = isObject(content) ? content : {}
  const documents: Record<string, Record<string, unknown>> = {}
  const edits: Record<string, Record<string, Record<string, Readonly<Record<string, Edit>>>>> = {}
  for (const { place: { edits: of, kind, key }, content: doc } of files) {
    if (of === null) (documents[kind] ??= {})[key] = doc
    else ((edits[of] ??= {})[kind] ??= {})[key] = ((doc as { edits?: object } | null)?.edits ?? {}) as Record<string, Edit>
  }
  return { name: String(head['name']), label: String(head['label']), version: String(head['version']), needs: [head['needs'] ?? []].flat() as string[], description: String(head['description'] ?? ''), documents, edits }
}

/** The files of a layer in their canonical form, by their path. */
export function filesOfLayer({ name, label, version, needs, description, documents, edits }: Layer & { readonly description?: string }): ReadonlyMap<string, string> {
  const files = new Map<string, unknown>([[headFile, { name, label, version, needs, ...(description ? { description } : {}) }]])
  for (const [kind, byKey] of Object.entries(documents)) for (const [key, doc] of Object.entries(byKey)) files.set(`${plural(kind)}/${key}.json`, doc)
  for (const [of, byKind] of Object.entries(edits)) for (const [kind, byKey] of Object.entries(byKind)) for (const [key, inner] of Object.entries(byKey)) files.set(`edits/${of}/${plural(kind)}/${key}.json`, { edits: inner })
  return new Map([...files].map(([path, content]) => [path, canonical(content)]))
}
/** Two blanks, keys in their order, one line end. */
export const canonical = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`
const plural = (kind: string): string => kinds[kind as KindName].plural
