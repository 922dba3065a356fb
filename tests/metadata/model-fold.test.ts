import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileModel } from '../../metadata/model/compile.ts'
import type { Edit, Layer } from '../../metadata/model/model.ts'
import { readLayerFolder, writeLayerFolder } from '../../server/publish/layer-folder.ts'

const layer = (name: string, entity: Record<string, unknown>, edits: Record<string, Edit> = {}, of = 'crm'): Layer =>
  ({ name, label: name, version: '1', needs: [], documents: { entity }, edits: Object.keys(edits).length > 0 ? { [of]: { entity: { customer: edits } } } : {} })
const customer = { fields: { name: { type: 'text' }, fax: { type: 'phone' }, city: { type: 'text' } } }
const compile = (edits: Record<string, Edit>) => compileModel([layer('crm', { customer }), layer('own', {}, edits)])
const codes = (...layers: Layer[]) => {
  const compiled = compileModel(layers)
  return compiled.ok ? [] : compiled.problems.map((p) => p.code)
}

test('an added field stands after its neighbour, a hidden one stays but is never visible', () => {
  const compiled = compile({ 'fields.level': { add: { type: 'text' }, after: 'name' }, 'fields.fax': { hide: true }, 'fields.city.required': { set: true } })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const { fields } = compiled.model.entities.get('customer')!
  expect([...fields.keys()]).toEqual(['name', 'level', 'fax', 'city'])
  expect([fields.get('fax')!.visible, fields.get('city')!.required]).toMatchObject([{ kind: 'literal', value: false }, true])
})
test('an edit that meets nothing is a problem', () => {
  const compiled = compile({ 'fields.gone.required': { set: true } })
  expect(compiled.ok ? [] : compiled.problems.map((p) => [p.code, p.object])).toEqual([['metadata.bad_edit', 'own/edits/crm/entities/customer']])
})
test('formulas in a circle are named', () =>
  expect(codes(layer('crm', { a: { fields: { x: { type: 'formula', formula: 'y + 1' }, y: { type: 'formula', formula: 'x + 1' } } } }))).toContain('metadata.cycle'))
test('declared formulas in a circle are named too', () =>
  expect(codes(layer('crm', { a: { fields: { x: { type: 'decimal', formula: 'y + 1' }, y: { type: 'decimal', formula: 'x + 1' } } } }))).toContain('metadata.cycle'))
test('a link to nothing is a broken reference', () =>
  expect(codes(layer('crm', { a: { fields: { x: { type: 'link', to: 'nothing' } } } }))).toEqual(['metadata.unknown_reference']))
test('two names that meet in one table are refused', () =>
  expect(codes(layer('crm', { a: { fields: { x: { type: 'text' } } }, b: { name: 'a', fields: { x: { type: 'text' } } } }))).toEqual(['metadata.name_taken']))
test('a layer that was read and written is byte-equal', async () => {
  const path = await mkdtemp(join(tmpdir(), 'layer-'))
  const read = await readLayerFolder('templates/trade')
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  await writeLayerFolder(path, read.value)
  for (const file of ['template.json', 'entities/order.json', 'datasets/orders.json']) expect(await readFile(join(path, file), 'utf8')).toBe(await readFile(join('templates/trade', file), 'utf8'))
  await rm(path, { recursive: true })
})
