import { existsSync, readFileSync } from 'node:fs'
import { types, type ValueType } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import { evaluate } from '../../metadata/expressions/evaluate.ts'
import type { Scope } from '../../metadata/expressions/tree.ts'
import { toWire } from '../../metadata/expressions/wire.ts'

type Json = Readonly<Record<string, unknown>>
/** One case of CEL's conformance suite, as its JSON has it: one-key objects say kind and value. */
export interface CelCase {
  readonly class: string
  readonly file: string
  readonly section: string
  readonly name: string
  readonly expr: string
  readonly container?: string
  readonly bindings?: Readonly<Record<string, { readonly value: Json }>>
  readonly typeEnv?: readonly { readonly name: string; readonly ident?: { readonly type: Json } }[]
  readonly expect?: Json
  readonly expectError?: boolean
}
const file = new URL('../../../shared/data/cel/conformance.json', import.meta.url)
export const celCases: readonly CelCase[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CelCase[]).filter((one) => one.class === 'core') : []
/** A case is called `file/section/name`. */
export const celName = (one: CelCase): string => `${one.file}/${one.section}/${one.name}`

/** What an expression of ours may name: a bound variable has a type, a bound map is a record whose fields are its keys. */
interface Bindings { readonly variables: Record<string, ValueType>; readonly values: Record<string, unknown>; readonly entities: Record<string, Record<string, ValueType>> }

/** An error of CEL is, here, a text that is refused, or the value null. */
export function celPasses(one: CelCase): boolean {
  const bound = bindings(one)
  const field = (entity: string, name: string) => {
    const fields = bound.entities[entity] ?? {}
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined
    return type && { key: name, type }
  }
  const scope: Scope = { self: null, user: 'user', field, names: () => [], variables: bound.variables }
  const compiled = compileExpression(one.expr, scope)
  const env = { self: null, me: null, today: '2026-01-01', now: '2026-01-01T00:00:00.000Z', variables: bound.values }
  const value = compiled.ok ? toWire(evaluate(compiled.value, env), compiled.value.type) : null
  if (one.expectError || !one.expect) return value === null && (one.expectError ?? false)
  return compiled.ok && same(value, one.expect)
}

function bindings(one: CelCase): Bindings {
  const bound: Bindings = { variables: {}, values: {}, entities: {} }
  const named = Object.entries(one.bindings ?? {}).map(([name, { value }]) => [name.split('.'), read(value, name, bound)] as const)
  // The longest name last: `a.b.c` goes before a key `c` of `a.b`. A name inside the container goes before one outside.
  const inside = one.container ? named.filter(([[first], ]) => first === one.container).map(([[, ...rest], value]) => [rest, value] as const) : []
  for (const [path, value] of [...named.toSorted(([a], [b]) => a.length - b.length), ...inside]) put(bound, path, value)
  return bound
}
interface Read { readonly type: ValueType; readonly value: unknown }
function put(bound: Bindings, [first = '', ...rest]: readonly string[], { type, value }: Read): void {
  if (rest.length === 0) {
    bound.variables[first] = type
    bound.values[first] = value
    return
  }
  let [entity, row] = [first, (bound.values[first] ??= { id: first }) as Record<string, unknown>]
  bound.variables[first] = types.record(entity)
  for (const [i, part] of rest.entries()) {
    const fields = (bound.entities[entity] ??= {})
    const last = i === rest.length - 1
    fields[part] = last ? type : types.record(`${entity}.${part}`)
    row[part] = last ? value : (row[part] ?? { id: part })
    ;[entity, row] = [`${entity}.${part}`, row[part] as Record<string, unknown>]
  }
}

const scalars: Readonly<Record<string, ValueType>> = { int64Value: types.integer, uint64Value: types.integer, doubleValue: types.number, boolValue: types.boolean, stringValue: types.text, nullValue: types.null }
function read(from: Json, name: string, bound: Bindings): Read {
  const [kind = '', value] = Object.entries(from)[0] ?? []
  if (kind === 'listValue') {
    const items = listOf(value).map((item) => read(item, name, bound))
    return { type: types.list(items[0]?.type ?? types.null), value: items.map((item) => item.value) }
  }
  if (kind === 'mapValue') return record(value as { entries?: readonly Entry[] }, name, bound)
  if (kind === 'objectValue') return message(value as Json)
  return { type: scalars[kind] ?? types.json, value }
}
interface Entry { readonly key: Json; readonly value: Json }
function record({ entries = [] }: { entries?: readonly Entry[] }, name: string, bound: Bindings): Read {
  const row: Record<string, unknown> = { id: name }
  const fields = (bound.entities[name] ??= {})
  for (const { key, value } of entries) {
    const [part = ''] = Object.values(key).map(String)
    const item = read(value, `${name}.${part}`, bound)
    fields[part] = item.type
    row[part] = item.value
  }
  return { type: types.record(name), value: row }
}
/** Of the messages only the two that have a type here. */
function message(value: Json): Read {
  const text = String(value['value'])
  return String(value['@type']).endsWith('.Duration') ? { type: types.duration, value: text.replace('s', '') } : { type: types.datetime, value: text }
}

function same(value: unknown, expected: Json): boolean {
  const [kind = '', wanted] = Object.entries(expected)[0] ?? []
  if (kind === 'nullValue') return value === null
  if (kind === 'listValue') return Array.isArray(value) && value.length === listOf(wanted).length && value.every((item, i) => same(item, listOf(wanted)[i] ?? {}))
  if (kind === 'int64Value' || kind === 'uint64Value') return (typeof value === 'number' || typeof value === 'string') && String(value) === String(wanted)
  if (kind === 'doubleValue') return (typeof value === 'number' || typeof value === 'string') && Number(value) === Number(wanted)
  if (kind === 'objectValue') return message(wanted as Json).value === String(value)
  return value === wanted
}
const listOf = (value: unknown): readonly Json[] => (value as { values?: Json[] }).values ?? []
