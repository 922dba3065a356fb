import { expect, test } from 'vitest'
import { fieldSchema, fieldTypeNames } from '../../metadata/kinds/field-document.ts'
import { kinds } from '../../metadata/kinds/index.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { partOf } from '../../studio/schema/parts-of.ts'
import { keyFor } from '../../studio/schema/key-for.ts'
import { schemaWords } from '../../studio/words/schema-words.ts'

const plain = (schema: unknown): JsonSchema => JSON.parse(JSON.stringify(schema)) as JsonSchema
interface Met { readonly path: string; readonly schema: JsonSchema }
/** Every property of every kind and field type, groups and named parts included. */
function properties(schema: JsonSchema, path: string, depth = 0): Met[] {
  if (depth > 6) return []
  const info = partOf(schema)
  if (info.part === 'group') return Object.entries(info.properties ?? {}).flatMap(([key, inner]) => [{ path: `${path}/${key}`, schema: inner }, ...properties(inner, `${path}/${key}`, depth + 1)])
  return info.part === 'named' ? properties(info.each!, `${path}/*`, depth + 1) : []
}
const all = [...Object.values(kinds).flatMap((kind) => properties(plain(kind.schema), kind.name)), ...fieldTypeNames().flatMap((type) => properties(plain(fieldSchema(type)), `field:${type}`))]

/** Edited by screens of their own. */
const drawnByHand = [/^entity\/fields$/, /^field:children\/fields$/, /^form\/.*\/fields$/, /^dataset\/rows$/, /^app\/menu/]

test('every property of every kind and field type is edited by a part of its own, none as JSON', () => {
  expect(all.length).toBeGreaterThan(200)
  const json = all.filter(({ path, schema }) => partOf(schema).part === 'json' && !drawnByHand.some((own) => own.test(path)))
  expect(json.map(({ path }) => path)).toEqual([])
})

test('every title, description and value has Spanish and Chinese words', () => {
  const words = all.flatMap(({ schema }) => [schema['title'], schema['description'], ...(partOf(schema).choices ?? []).map((value) => `= ${value}`)]).filter((word): word is string => typeof word === 'string')
  expect([...new Set(words)].filter((word) => !Object.hasOwn(schemaWords, word))).toEqual([])
})

test('a key is made of what somebody calls a thing, and is never taken twice', () => {
  expect([keyFor('Líneas de pedido', []), keyFor('2nd name', []), keyFor('名称', []), keyFor('id', []), keyFor('Amount', ['amount', 'amount_2'])]).toEqual(['lineas_de_pedido', 'nd_name', 'part', 'id_2', 'amount_3'])
})
