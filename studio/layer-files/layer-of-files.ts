import { isObject } from '../../metadata/base/json.ts'
import { fail, ok, type Problem, problem, type Result } from '../../metadata/base/problem.ts'
import { kindByPlural, type KindName, kinds } from '../../metadata/kinds/index.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { withObject } from '../document/objects.ts'
import { readJson, spotOf } from '../document/locate.ts'
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
    const json = readJson(text.replace(/^\uFEFF/, ''))
    if (json.ok) return json.value
    problems.push(problem('metadata.no_json', '', { ...spotOf(text, json.offset), detail: json.detail }, { object: path }))
    return null
  }
  const template = read('template.json', files.get('template.json') ?? '{}')
  const head = isObject(template) ? template : {}
  for (const name of ['name', 'label', 'version']) if (typeof head[name] !== 'string') problems.push(problem('metadata.missing_key', '', { key: name }, { object: 'template.json' }))
  let layer: Layer = { name: String(head['name']), label: String(head['label']), version: String(head['version']), needs: [head['needs'] ?? []].flat() as string[], documents: {}, edits: {} }
  for (const [path, text] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (path === 'template.json' || path.startsWith('released/')) continue
    const parts = path.split('/')
    const of = parts[0] === 'edits' ? parts[1] ?? null : null
    const [folder = '', name = '', ...more] = of === null ? parts : parts.slice(2)
    const kind = kindByPlural(folder)
    if (!kind || more.length > 0 || name === '') { problems.push(problem('metadata.unknown_reference', '', { kind: 'Kind', name: folder }, { object: path })); continue }
    const content = read(path, text)
    layer = withObject(layer, { kind, key: name.slice(0, -5), of }, of === null ? content : (content as { edits?: object } | null)?.edits ?? {})
  }
  return problems.length > 0 ? fail(...problems) : ok(layer)
}

/** The files of a layer in their canonical form, as the command line writes them. */
export function filesOfLayer({ name, label, version, needs, documents, edits }: Layer): ReadonlyMap<string, string> {
  const files = new Map<string, unknown>([['template.json', { name, label, version, needs }]])
  const plural = (kind: string): string => kinds[kind as KindName].plural
  for (const [kind, byKey] of Object.entries(documents)) for (const [key, doc] of Object.entries(byKey)) files.set(`${plural(kind)}/${key}.json`, doc)
  for (const [of, byKind] of Object.entries(edits)) for (const [kind, byKey] of Object.entries(byKind)) for (const [key, inner] of Object.entries(byKey)) files.set(`edits/${of}/${plural(kind)}/${key}.json`, { edits: inner })
  return new Map([...files].map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`]))
}
