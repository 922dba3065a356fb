import fc from 'fast-check'
import type { Schema } from '../../../server/openapi/document.ts'

/** Text of JSON values, so that keys which a program cannot write by accident are among them. */
const odd = [
  'null', '""', '0', '-1', '-0', '1e308', '1e999', '9007199254740993', '123456789012345678901234567890', '0.1', '2147483648', '-2147483649', 'true', '[]', '{}', '[[]]', '[null]', '[{}]', '{"id":null}', '{"id":{}}', '{"id":"x"}',
  '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udfff\\ud800"', '"\\u202e\\u200b"', '"😀👩‍👩‍👧"', '"\\u0130ﬀß"', '"\'; select 1 --"', '"$1"', '"%s%n"', '"{{7*7}}"', '"=1+1"', '"\\\\"', '"__proto__"', '"constructor"', '"$ref:x"', '"../../etc/passwd"',
  '"infinity"', '"-infinity"', '"NaN"', '"now"', '"epoch"', '"24:00:00"', '"23:59:60"', '"2026-02-30"', '"0000-00-00"', '"0001-01-01T00:00:00.000Z"', '"+275760-09-13T00:00:00.000Z"', '"-000001-01-01"', '"9999-12-31T23:59:59.999Z"', '"5874898-01-01"', '"4714-01-01 BC"',
  '"1e400"', '"0x10"', '"١٢٣"', '"1,5"', '" 1 "', '"-"', '"999999999999999999999999999999999999999999.99"', '"00000000-0000-0000-0000-000000000000"', '"GGGGGGGG-0000-0000-0000-000000000000"', '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1}', '{"hasOwnProperty":1}', '{"length":1e9}', '{"then":1}', '{"toJSON":1}', '{"valueOf":null}', '[1,"a",null,{}]', '{"amount":"1","currency":"EUR"}', '{"lat":91,"lng":"x"}', '{"entity":"user","id":"00000000-0000-4000-8000-000000000000"}', '{"entity":"__proto__","id":"x"}', '{"a":{"b":{"c":[{}]}}}',
] as const
const nested = (depth: number, [open, close]: readonly [string, string]): string => `${open.repeat(depth)}${close.repeat(depth)}`
const big = ['a', '\u4e2d', '"', '\\', ' ', '9', '('] as const

/** Values as JSON text. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...odd) },
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.constantFrom(31, 33, 40, 5000).chain((depth) => fc.constantFrom(nested(depth, ['[', ']']), `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...big), fc.constantFrom(300, 10_001, 70_000)).map(([sign, length]) => JSON.stringify(sign.repeat(length))) },
  { weight: 1, arbitrary: fc.constantFrom(...big).map((sign) => JSON.stringify(sign.repeat(1_000_000 / 3))) },
  { weight: 1, arbitrary: fc.constantFrom(100, 6000).map((length) => `[${Array.from({ length }, () => '{}').join(',')}]`) },
)

export interface Known { readonly schemas: Readonly<Record<string, Schema>>; readonly ids: readonly string[] }

/** A value that the schema takes, as JSON text; near ones differ from it at one place. */
export function valueOf(known: Known, schema: Schema, near: boolean, depth = 0): fc.Arbitrary<string> {
  const exact = exactly(known, schema, near && depth < 4, depth)
  return near ? fc.oneof({ weight: depth === 0 ? 12 : 5, arbitrary: exact }, { weight: 1, arbitrary: hostile }) : exact
}

function exactly(known: Known, schema: Schema, near: boolean, depth: number): fc.Arbitrary<string> {
  const { $ref: ref, enum: values, anyOf, type } = schema
  if (typeof ref === 'string') return depth > 5 ? fc.constant('null') : exactly(known, known.schemas[ref.split('/').at(-1)!] ?? {}, near, depth + 1)
  if (Array.isArray(values)) return fc.constantFrom(...values).map((one) => JSON.stringify(one))
  if ('const' in schema) return fc.constant(JSON.stringify(schema['const']))
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map((one) => exactly(known, one as Schema, near, depth)))
  const types = [type ?? 'any'].flat() as string[]
  return fc.oneof(...types.map((one) => (byType[one] ?? byType['any']!)(known, schema, near, depth)))
}

type Make = (known: Known, schema: Schema, near: boolean, depth: number) => fc.Arbitrary<string>
const byType: Readonly<Record<string, Make>> = {
  null: () => fc.constant('null'),
  boolean: () => fc.constantFrom('true', 'false'),
  any: () => fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  integer: (_, { minimum = -1000, maximum = 1000 }) => fc.integer({ min: Number(minimum), max: Math.max(Number(minimum), Number(maximum)) }).map(String),
  number: (_, { minimum = -90, maximum = 90 }) => fc.double({ min: Number(minimum), max: Number(maximum), noNaN: true }).map((value) => JSON.stringify(value)),
  string: (known, schema) => stringOf(known, schema).map((value) => JSON.stringify(value)),
  array: (known, { items = {}, maxItems = 4 }, near, depth) => fc.array(valueOf(known, items as Schema, near, depth + 1), { maxLength: Math.min(3, Number(maxItems)) }).map((all) => `[${all.join(',')}]`),
  object: objectOf,
}

function objectOf(known: Known, { properties = {}, required = [], additionalProperties, patternProperties }: Schema, near: boolean, depth: number): fc.Arbitrary<string> {
  const all = properties as Readonly<Record<string, Schema>>
  const needed = required as readonly string[]
  const loose = [additionalProperties, ...Object.values((patternProperties ?? {}) as object)].find((one) => typeof one === 'object') as Schema | undefined
  const free = Object.keys(all).filter((name) => !needed.includes(name))
  const some = fc.subarray(free, { maxLength: Math.min(6, free.length) })
  const more = loose ? fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), valueOf(known, loose, near, depth + 1), { maxKeys: 2 }) : fc.constant({})
  const wrong = near ? fc.oneof({ weight: 12, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.tuple(fc.constantFrom('__proto__', 'constructor', 'id', '_owner', '_version', 'toString', 'zzz', '', 'a.b', '\u0000'), hostile).map(([name, value]) => `${JSON.stringify(name)}:${value}`) }) : fc.constant('')
  const kept = near ? fc.oneof({ weight: 8, arbitrary: fc.constant([...needed]) }, { weight: 1, arbitrary: fc.subarray([...needed]) }) : fc.constant([...needed])
  return fc.tuple(some, kept, more, wrong).chain(([chosen, must, extra, bad]) => {
    const names = [...must, ...chosen]
    return fc.tuple(...names.map((name) => valueOf(known, all[name] ?? {}, near, depth + 1))).map((values) =>
      `{${[...values.map((value, at) => `${JSON.stringify(names[at])}:${value}`), ...Object.entries(extra).map(([name, value]) => `${JSON.stringify(name)}:${value}`), ...(bad === '' ? [] : [bad])].join(',')}}`)
  })
}

const formats: Readonly<Record<string, (known: Known) => fc.Arbitrary<string>>> = {
  uuid: ({ ids }) => fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...ids, '00000000-0000-4000-8000-000000000000') }, { weight: 1, arbitrary: fc.uuid() }),
  date: () => fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
  'date-time': () => fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((day) => day.toISOString()),
  email: () => fc.emailAddress(), uri: () => fc.webUrl(),
}
function stringOf(known: Known, { format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (typeof format === 'string' && formats[format]) return formats[format](known)
  if (typeof pattern === 'string') {
    try { return fc.stringMatching(new RegExp(pattern, 'u')) } catch { return fc.stringMatching(/^[a-z0-9]{1,8}$/) }
  }
  const any = fc.string({ unit: 'grapheme', minLength: Number(minLength), maxLength: Math.max(Number(minLength), Math.min(40, Number(maxLength))) })
  // Few words, so that values meet that must differ.
  const words = ['same', 'other', 'row 1'].filter(({ length }) => length >= Number(minLength) && length <= Number(maxLength))
  return words.length === 0 ? any : fc.oneof({ weight: 2, arbitrary: any }, { weight: 1, arbitrary: fc.constantFrom(...words) })
}
