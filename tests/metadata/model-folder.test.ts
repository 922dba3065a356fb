import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { canonical } from '../../metadata/model/layer-files.ts'
import { readLayerFolder, writeLayerFolder } from '../../server/publish/layer-folder.ts'

const made: string[] = []
const folder = async (files: Record<string, string> = {}): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'layer-'))
  made.push(path)
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(path, file, '..'), { recursive: true })
    await writeFile(join(path, file), content)
  }
  return path
}
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true }))))
const filesOf = async (path: string): Promise<Record<string, string>> => {
  const names = (await readdir(path, { recursive: true, withFileTypes: true })).filter((e) => e.isFile() && e.name.endsWith('.json')).map((e) => join(e.parentPath, e.name)).toSorted()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name.slice(path.length + 1), await readFile(name, 'utf8')] as const)))
}
const head = canonical({ name: 'own', label: 'Own', version: '1', needs: [] })

test.each(await readdir('templates'))('template %s is byte-equal after reading and writing', async (name) => {
  const read = await readLayerFolder(`templates/${name}`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const path = await folder()
  await writeLayerFolder(path, read.value)
  expect(await filesOf(path)).toEqual(await filesOf(`templates/${name}`))
})
test('edits of a lower layer are byte-equal after reading and writing, and files of what is gone are removed', async () => {
  const files = { 'template.json': head, 'edits/crm/entities/customer.json': canonical({ edits: { 'fields.city.required': { set: true, base: false, by: 'Ana', why: 'law' }, 'fields.level': { add: { type: 'text' }, after: 'name' } } }), 'views/all.json': canonical({ of: 'a' }) }
  const path = await folder(files)
  const read = await readLayerFolder(path)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  await writeLayerFolder(path, read.value)
  expect(await filesOf(path)).toEqual(files)
  await writeLayerFolder(path, { ...read.value, documents: {} })
  expect(Object.keys(await filesOf(path))).toEqual(['edits/crm/entities/customer.json', 'template.json'])
})
test('a file that is not JSON is reported with line and column, and every file is looked at', async () => {
  const path = await folder({ 'template.json': head, 'views/a.json': '{\n  "of": "a",\n  "x" 1\n}\n', 'views/b.json': '{ "of": ', 'gadgets/c.json': '{}' })
  const read = await readLayerFolder(path)
  expect(read.ok ? [] : read.problems.map((p) => [p.object, p.code, p.params.line ?? null, p.params.column ?? null])).toEqual([
    ['gadgets/c.json', 'metadata.unknown_reference', null, null], ['views/a.json', 'metadata.no_json', 3, 7], ['views/b.json', 'metadata.no_json', 1, 9],
  ])
})
test('a folder without a template file is no layer', async () => {
  const read = await readLayerFolder(await folder())
  expect(read.ok ? [] : read.problems.map((p) => [p.object, p.code])).toEqual([['template.json', 'metadata.no_layer']])
})
