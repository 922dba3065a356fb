import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { readJson, spotOf } from '../../metadata/base/json-text.ts'
import { fail, ok, type Problem, problem, type Result } from '../../metadata/base/problem.ts'
import { filesOfLayer, type FolderLayer, headFile, isContent, type LayerFile, layerOfFiles, misplaced, placeOfFile, problemsOfHead } from '../../metadata/model/layer-files.ts'
import type { Layer } from '../../metadata/model/model.ts'

/** Reads a layer folder; documents are not checked yet. Every file that cannot be read is reported, not only the first. */
export async function readLayerFolder(path: string): Promise<Result<FolderLayer>> {
  const head = await readFileOf(path, headFile)
  if (!head.ok) return head
  const problems: Problem[] = []
  const contents: LayerFile[] = []
  for (const file of await contentsOf(path)) {
    const place = placeOfFile(file)
    const read = place ? await readFileOf(path, file) : fail(misplaced(file))
    if (!read.ok) problems.push(...read.problems)
    else contents.push({ place: place!, content: read.value })
  }
  problems.push(...problemsOfHead(head.value))
  return problems.length > 0 ? fail(...problems) : ok(layerOfFiles(head.value, contents))
}

/** Writes the canonical form. Files of objects that are gone are removed. */
export async function writeLayerFolder(path: string, layer: Layer & { readonly description?: string }): Promise<void> {
  const files = filesOfLayer(layer)
  for (const file of await contentsOf(path)) if (!files.has(file) && placeOfFile(file)) await rm(join(path, file))
  for (const [file, text] of files) {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
  }
}

async function contentsOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((e) => e.isFile()).map((e) => relative(path, join(e.parentPath, e.name)).replaceAll('\\', '/')).filter(isContent).toSorted()
}

async function readFileOf(path: string, object: string): Promise<Result<unknown>> {
  const text = await readFile(join(path, object), 'utf8').catch((error: Error) => error)
  if (text instanceof Error) return fail(problem('metadata.no_layer', '', { detail: text.message }, { object }))
  const plain = text.replace(/^\uFEFF/, '')
  const json = readJson(plain)
  return json.ok ? json : fail(problem('metadata.no_json', '', { ...spotOf(plain, json.offset), detail: json.detail }, { object }))
}
