import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bringOver } from '../../studio/document/bring-over.ts'
import { bringBack } from '../../studio/document/bring-back.ts'
import { withObject } from '../../studio/document/objects.ts'
import { filesOfLayer } from '../../metadata/model/layer-files.ts'
import { filesOf, layerOf } from '../../studio/layer-files/layer-of-files.ts'
import { readZip, writeZip } from '../../studio/layer-files/zip.ts'
import { readLayerFolder } from '../../server/publish/layer-folder.ts'
import type { Layer } from '../../metadata/model/model.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const trade = join('templates', 'trade')
const folder = new Map(readdirSync(trade, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json')).map((path) => [path.replaceAll('\\', '/'), readFileSync(join(trade, path), 'utf8')]))

test('a layer folder is read in the browser as the command line reads it, also out of a ZIP file with a folder around it', async () => {
  const asThere = await readLayerFolder(trade)
  const here = layerOf(folder)
  const zip = writeZip(new Map([...folder].map(([path, text]) => [`trade/${path}`, bytes(text)])))
  const unpacked = layerOf(await filesOf([new File([zip as BlobPart], 'trade.zip')]))
  if (!asThere.ok || !here.ok) throw new Error('unreadable')
  const { description: _, ...layer } = asThere.value
  expect(here.value).toEqual(layer)
  expect(unpacked).toEqual(here)
})

test('a layer goes out and in again byte for byte', async () => {
  const read = layerOf(folder)
  if (!read.ok) throw new Error('unreadable')
  const edited = withObject(read.value, { of: 'base', kind: 'entity', key: 'user' }, { 'fields.nickname': { add: { type: 'text' } } })
  const files = filesOfLayer(edited)
  const again = layerOf(new Map([...await readZip(writeZip(new Map([...files].map(([path, text]) => [path, bytes(text)]))))].map(([path, content]) => [path, new TextDecoder().decode(content)])))
  expect(again).toEqual({ ok: true, value: edited })
  expect(again.ok && [...filesOfLayer(again.value)].sort()).toEqual([...files].sort())
})

test('deflated entries are unpacked; a file that is cut off or says a wrong size is refused', async () => {
  const text = 'words '.repeat(500)
  const stored = writeZip(new Map([['a.json', bytes(text)]]))
  const packed = deflateRawSync(bytes(text))
  const head = stored.slice(0, 36)
  const tail = stored.slice(36 + bytes(text).length)
  const zip = new Uint8Array([...head, ...packed, ...tail])
  const view = new DataView(zip.buffer)
  const central = 36 + packed.length
  view.setUint16(central + 10, 8, true)
  view.setUint32(central + 20, packed.length, true)
  view.setUint32(zip.length - 6, central, true)
  expect(new TextDecoder().decode((await readZip(zip)).get('a.json'))).toBe(text)
  view.setUint32(central + 24, 10, true)
  await expect(readZip(zip)).rejects.toThrow()
  await expect(readZip(zip.slice(0, 60))).rejects.toThrow()
})

test('every file that cannot be read is reported', () => {
  const result = layerOf(new Map([['template.json', '{"name": "x", "label": "X", "version": "1"}'], ['entities/a.json', '{'], ['strange/b.json', '{}']]))
  expect(!result.ok && result.problems.map(({ code, object }) => [code, object])).toEqual([['metadata.no_json', 'entities/a.json'], ['metadata.unknown_reference', 'strange/b.json']])
})

const layer = (fields: object): Layer => ({ name: 'x', label: 'X', version: '1', needs: [], documents: { entity: { thing: { fields } } }, edits: {} })
test('a draft is brought onto a newer version: changes of both sides stay, the own one where both changed the same', () => {
  const { layer: merged, conflicts } = bringOver({ base: layer({ a: 1, b: 1, c: 1 }), mine: layer({ a: 2, b: 1, c: 2, mine: 1 }), live: layer({ a: 1, b: 3, c: 3 }) })
  expect(merged).toEqual(layer({ a: 2, b: 3, c: 2, mine: 1 }))
  expect(conflicts.map(({ path }) => path)).toEqual(['/documents/entity/thing/fields/c'])
})

test('what waits in quarantine is described again as it was; nothing else of the layer changes', () => {
  const column = { kind: 'column', table: 'record:thing', column: 'b', place: '_q', type: 'text' } as const
  expect(bringBack(column, { before: [layer({ a: 1, b: { type: 'text' } })], live: [layer({ a: 2 })] })).toEqual(layer({ a: 2, b: { type: 'text' } }))
  expect(bringBack(column, { before: [layer({ a: 1 })], live: [layer({ a: 2 })] })).toBeNull()
  const table = { kind: 'table', table: 'record:thing', column: null, place: '_q', columns: [] } as const
  expect(bringBack(table, { before: [layer({ a: 1 })], live: [{ ...layer({}), documents: {} }] })).toEqual(layer({ a: 1 }))
})
