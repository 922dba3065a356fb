import { readJson, spotOf } from '../../metadata/base/json-text.ts'
import { fail, ok, type Problem, problem, type Result } from '../../metadata/base/problem.ts'
import { headFile, isContent, type LayerFile, layerOfFiles, misplaced, placeOfFile, problemsOfHead } from '../../metadata/model/layer-files.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { readZip } from './zip.ts'

/** The texts of a layer folder by path below it, whether it came as a folder or as a ZIP file. */
export async function filesOf(files: readonly File[]): Promise<ReadonlyMap<string, string>> {
  const [first] = files
  const texts = new Map<string, string>()
  if (files.length === 1 && first && /\.zip$/i.test(first.name))
    for (const [path, content] of await readZip(new Uint8Array(await first.arrayBuffer()))) texts.set(path, new TextDecoder().decode(content))
  else for (const file of files) if (file.name.endsWith('.json')) texts.set(file.webkitRelativePath || file.name, await file.text())
  // The layer is where its template.json stands, as near to the top as can be.
  const head = [...texts.keys()].filter((path) => /(^|\/)template\.json$/.test(path)).toSorted((a, b) => a.length - b.length)[0] ?? ''
  const root = head.slice(0, head.lastIndexOf('/') + 1)
  return new Map([...texts].filter(([path]) => path.startsWith(root) && path.endsWith('.json')).map(([path, text]) => [path.slice(root.length), text]))
}

/** What was dropped: files, or a folder with all that is in it. */
export async function filesDropped(data: DataTransfer): Promise<readonly File[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  return (await Promise.all(entries.map(within))).flat()
}
async function within(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => { (entry as FileSystemFileEntry).file(resolve, reject) })
    Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.slice(1) })
    return [file]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inner: FileSystemEntry[] = []
  // A reader hands out a part at a time, and nothing when it is at the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject) })
    if (part.length === 0) break
    inner.push(...part)
  }
  return (await Promise.all(inner.map(within))).flat()
}

/** The layer of these files; documents are not checked yet. Every file that cannot be read is reported. */
export function layerOf(files: ReadonlyMap<string, string>): Result<Layer> {
  const problems: Problem[] = []
  const read = (path: string, text: string): unknown => {
    const plain = text.replace(/^\uFEFF/, '')
    const json = readJson(plain)
    if (json.ok) return json.value
    problems.push(problem('metadata.no_json', '', { ...spotOf(plain, json.offset), detail: json.detail }, { object: path }))
    return null
  }
  const head = read(headFile, files.get(headFile) ?? '{}')
  problems.push(...problemsOfHead(head))
  const contents: LayerFile[] = []
  for (const [path, text] of [...files].filter(([at]) => isContent(at)).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const place = placeOfFile(path)
    if (place) contents.push({ place, content: read(path, text) })
    else problems.push(misplaced(path))
  }
  if (problems.length > 0) return fail(...problems)
  const { description: _, ...layer } = layerOfFiles(head, contents)
  return ok(layer)
}
