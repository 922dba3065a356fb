import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { isObject } from '../../metadata/base/json.ts'
import { fail, ok, type Problem, problem, type Result } from '../../metadata/base/problem.ts'
import { kindByPlural, kinds, type KindName } from '../../metadata/kinds/index.ts'
import type { Edit, Layer } from '../../metadata/model/model.ts'

/** A layer as it stands in its folder, with what only people read. */
export interface FolderLayer extends Layer { readonly description: string }
type Documents = Record<string, Record<string, unknown>>
type Edits = Record<string, Record<string, Record<string, Readonly<Record<string, Edit>>>>>

/** Reads a layer folder; documents are not checked yet. Every file that cannot be read is reported, not only the first. */
export async function readLayerFolder(path: string): Promise<Result<FolderLayer>> {
  const problems: Problem[] = []
  const template = await readJson(join(path, 'template.json'), 'template.json')
  if (!template.ok) return template
  const head = isObject(template.value) ? template.value : {}
  const documents: Documents = {}
  const edits: Edits = {}
  for (const file of await jsonFiles(path)) {
    if (file === 'template.json') continue
    const place = placeOf(file)
    const read = place ? await readJson(join(path, file), file) : fail(misplaced(file))
    if (!read.ok) problems.push(...read.problems)
    else if (place!.edits === null) (documents[place!.kind] ??= {})[place!.key] = read.value
    else ((edits[place!.edits] ??= {})[place!.kind] ??= {})[place!.key] = ((read.value as { edits?: object }).edits ?? {}) as Record<string, Edit>
  }
  const missing = ['name', 'label', 'version'].filter((key) => typeof head[key] !== 'string')
  problems.push(...missing.map((key) => problem('metadata.missing_key', '', { key }, { object: 'template.json' })))
  if (problems.length > 0) return fail(...problems)
  return ok({ name: head.name as string, label: head.label as string, version: head.version as string, needs: [head.needs ?? []].flat() as string[], description: String(head.description ?? ''), documents, edits })
}

/** Writes the canonical form: two blanks, keys in their order, one line end. Files of objects that are gone are removed. */
export async function writeLayerFolder(path: string, layer: Layer & { readonly description?: string }): Promise<void> {
  const { name, label, version, needs, description } = layer
  const files = new Map<string, unknown>([['template.json', { name, label, version, needs, ...(description ? { description } : {}) }]])
  for (const [kind, byKey] of Object.entries(layer.documents)) for (const [key, doc] of Object.entries(byKey)) files.set(join(plural(kind), `${key}.json`), doc)
  for (const [of, byKind] of Object.entries(layer.edits)) for (const [kind, byKey] of Object.entries(byKind)) for (const [key, edits] of Object.entries(byKey)) files.set(join('edits', of, plural(kind), `${key}.json`), { edits })
  for (const file of await jsonFiles(path)) if (!files.has(file) && placeOf(file)) await rm(join(path, file))
  for (const [file, content] of files) {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), canonical(content))
  }
}

export const canonical = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`
const plural = (kind: string): string => kinds[kind as KindName].plural

interface Place { readonly edits: string | null; readonly kind: KindName; readonly key: string }
function placeOf(file: string): Place | null {
  const parts = file.replaceAll('\\', '/').split('/')
  const inEdits = parts[0] === 'edits'
  const [folder, name, ...more] = inEdits ? parts.slice(2) : parts
  const kind = folder === undefined ? undefined : kindByPlural(folder)
  return kind && name?.endsWith('.json') && more.length === 0 ? { edits: inEdits ? parts[1]! : null, kind, key: name.slice(0, -5) } : null
}
const misplaced = (file: string): Problem => problem('metadata.unknown_reference', '', { kind: 'Kind', name: dirname(file) }, { object: file })

async function jsonFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  const released = `released${'/'}`
  return entries.filter((e) => e.isFile() && e.name.endsWith('.json')).map((e) => relative(path, join(e.parentPath, e.name))).filter((f) => !f.startsWith(released) && !f.startsWith('.')).toSorted()
}

async function readJson(path: string, object: string): Promise<Result<unknown>> {
  const text = await readFile(path, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) return fail(problem('metadata.no_layer', '', { detail: text.message }, { object }))
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch (error) {
    return fail(problem('metadata.no_json', '', { ...place(text, error as Error), detail: (error as Error).message }, { object }))
  }
}

/** Engines name the position in their message; where they do not, the text has ended too early. */
function place(text: string, error: Error): { line: number; column: number } {
  const position = /position (\d+)/.exec(error.message)
  const before = text.slice(0, position ? Number(position[1]) : text.length).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
