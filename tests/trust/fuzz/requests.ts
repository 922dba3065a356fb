import fc from 'fast-check'
import type { OpenApi, Operation, Parameter, Schema } from '../../../server/openapi/document.ts'
import { hostile, type Known, valueOf } from './values.ts'
import type { Actor, World } from './world.ts'

export interface Asked {
  readonly actor: string
  readonly method: string
  /** As the document calls it; null where the address is none of it. */
  readonly template: string | null
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}
type Headers = Readonly<Record<string, string>>
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** Requests of every operation that the document tells of, as any of the actors: right ones, nearly right ones, and hostile ones. */
export function requests({ actors, ids }: World): fc.Arbitrary<Asked> {
  const boss = actors.find(({ name }) => name === 'administrator')!
  const known: Known = { schemas: boss.document.components.schemas, ids: Object.values(ids).flatMap((some) => some.slice(0, 6)) }
  const all = Object.entries(boss.document.paths).flatMap(([template, item]) => methods.flatMap((method) => (item[method] ? [{ template, method, operation: item[method] }] : [])))
  const weighted = all.map((one) => ({ weight: one.template.includes('all_types') ? 12 : one.template.startsWith('/api/_/session') ? 1 : one.template.startsWith('/api/_/') ? 3 : 2, arbitrary: ofOperation({ document: boss.document, known: { ...known, ids: idsFor(known, ids, one.template) }, actors }, one) }))
  return fc.oneof(...weighted)
}
/** Mostly those of the entity that the address names. */
function idsFor(known: Known, ids: World['ids'], template: string): readonly string[] {
  const own = ids[template.split('/')[2] ?? ''] ?? []
  return [...own, ...own, ...known.ids]
}

interface Around { readonly document: OpenApi; readonly known: Known; readonly actors: readonly Actor[] }
interface One { readonly template: string; readonly method: string; readonly operation: Operation }
function ofOperation(around: Around, { template, method, operation }: One): fc.Arbitrary<Asked> {
  const parameters = (operation.parameters ?? []).map((one): Parameter => (typeof one['$ref'] === 'string' ? around.document.components.parameters[one['$ref'].split('/').at(-1)!]! : one))
  return fc.record({
    actor: fc.oneof({ weight: 6, arbitrary: fc.constant('administrator') }, { weight: 6, arbitrary: fc.constantFrom(...around.actors.map(({ name }) => name)) }),
    path: pathOf(around, template, parameters), query: queryOf(around, template, parameters), headers: headersOf(parameters), content: contentOf(around, operation, method),
    otherMethod: fc.oneof({ weight: 60, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom('PUT', 'PATCH', 'DELETE', 'POST', 'HEAD', 'OPTIONS', 'PROPFIND') }),
    prefix: fc.oneof({ weight: 80, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('/w/main', '/w/none', '/w/', '/') }),
  }).map(({ actor, path, query, headers, content, otherMethod, prefix }) => ({
    actor, method: otherMethod ?? method.toUpperCase(), template: otherMethod === null && prefix === '' ? template : null, path: `${prefix}${path}${query === '' ? '' : `?${query}`}`, headers: { ...headers, ...content.headers }, body: content.body,
  }))
}

const unquoted = (json: string): string => { try { const value: unknown = JSON.parse(json); return typeof value === 'string' ? value : json } catch { return json } }
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed()).slice(0, 6000)
const rawPath = fc.constantFrom('%zz', '%', '%c0%af', '%00', '..%2f..%2f', '%2e%2e', 'a'.repeat(300), '\u00ff', '*', ':id', ';x=1', '__proto__', 'constructor', '%F0%9F%98%80', '-1', '1e9', '99999999999999999999')

function pathOf({ known }: Around, template: string, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const names = [...template.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => name!)
  const value = (name: string): fc.Arbitrary<string> => fc.oneof(
    { weight: 12, arbitrary: valueOf(known, (parameters.find((one) => one['name'] === name && one['in'] === 'path')?.['schema'] ?? { type: 'string' }) as Schema, false).map((text) => encoded(unquoted(text))) },
    { weight: 1, arbitrary: hostile.map((text) => encoded(unquoted(text)).slice(0, 400) || 'x') }, { weight: 1, arbitrary: rawPath })
  return fc.tuple(...names.map(value)).map((values) => names.reduce((path, name, at) => path.replace(`{${name}}`, () => values[at]!), template))
}

function queryOf(around: Around, template: string, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const named = parameters.filter((one) => one['in'] === 'query')
  const fields = fieldNames(around, template)
  const some = fc.subarray(named, { maxLength: Math.min(4, named.length) }).chain((chosen) => fc.tuple(...[...new Set([...named.filter((one) => one['required'] === true), ...chosen])].map((one) => parameterOf(around, one, fields))))
  const odd = fc.oneof({ weight: 25, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('x=1', '__proto__=1', 'filter[__proto__]=1', 'constructor.prototype.a=1', 'size=1&size=2', '%zz=%zz', '&&&', '=', `a=${'b'.repeat(7000)}`, '?', 'fields=%00', 'language=xx', Array.from({ length: 500 }, (_, n) => `p${n}=1`).join('&')) })
  return fc.tuple(some, odd).map(([texts, more]) => [...texts, more].filter((one) => one !== '').join('&'))
}
function parameterOf({ known }: Around, parameter: Parameter, fields: readonly string[]): fc.Arbitrary<string> {
  const name = String(parameter['name'])
  const fit = expressions(fields)[name] ?? valueOf(known, (parameter['schema'] ?? {}) as Schema, false).map(unquoted)
  return fc.oneof({ weight: 8, arbitrary: fit }, { weight: 1, arbitrary: hostile.map(unquoted) }).map((value) => `${name}=${encoded(value)}`)
}
function fieldNames({ document }: Around, template: string): readonly string[] {
  const properties = (document.components.schemas[template.split('/')[2] ?? '']?.['properties'] ?? {}) as object
  return Object.keys(properties).length > 0 ? Object.keys(properties) : ['id', 'name']
}

const literals = ['1', "'x'", 'null', 'true', "date('2026-01-01')", "date('2026-02-30')", '1e400', '99999999999999999999999', "''", "'\\u0000'", '0', 'me()', 'today()', 'now()', '[1, 2]', '[]', '1 / 0', '-9223372036854775808', "'%_\\\\'"] as const
const operators = ['==', '!=', '<', '>=', '+', '-', '*', '/', '%', '&&', '||', 'in', '?'] as const
const calls = ['month', 'year', 'round', 'lower', 'upper', 'length', 'contains', 'starts_with', 'abs', 'sum', 'count', 'days', 'text', 'number', 'if', 'coalesce', 'matches', 'parent', 'old', 'replace', 'substring', 'min', 'max', 'power', 'repeat'] as const
/** Texts of the parameters that are made of expressions. */
function expressions(fields: readonly string[]): Readonly<Record<string, fc.Arbitrary<string>>> {
  const field = fc.constantFrom(...fields, 'id', '_version', '_created_at', 'lines', 'link.text', 'lines.word', 'link.link.link.link.text', 'nothing', '__proto__', 'constructor')
  const literal = fc.constantFrom(...literals)
  const atom: fc.Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: field }, { weight: 2, arbitrary: literal }, { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...calls), fc.array(fc.oneof(field, literal), { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(', ')})`) })
  const comparison = fc.tuple(atom, fc.constantFrom(...operators), atom).map((parts) => parts.join(' '))
  const filter = fc.oneof({ weight: 8, arbitrary: comparison }, { weight: 4, arbitrary: fc.tuple(comparison, fc.constantFrom('&&', '||'), comparison).map(([a, by, b]) => `(${a}) ${by} !(${b})`) }, { weight: 2, arbitrary: atom },
    { weight: 1, arbitrary: fc.constantFrom('lines.exists(l, l.amount > 1)', 'lines.all(l, l.word == "a")', `${'('.repeat(400)}1${')'.repeat(400)}`, `${'!'.repeat(3000)}true`, Array.from({ length: 300 }, () => 'integer == 1').join(' || '), `${'-'.repeat(2000)}1 == 1`, `text == '${'x'.repeat(5000)}'`, 'a.b.c.d.e.f', 'text.matches("(a+)+$")', '[[[[1]]]] == [[[[1]]]]', 'integer == 1 ? text : date') })
  const list = (of: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.array(of, { minLength: 1, maxLength: 4 }).map((all) => all.join(','))
  return {
    filter, fields: list(field), expand: list(field), sort: list(fc.tuple(fc.constantFrom('', '-', '+'), atom).map((parts) => parts.join(''))), group: list(atom),
    measures: list(fc.tuple(fc.constantFrom('count', 'sum', 'average', 'min', 'max', 'count_distinct', 'nothing'), field).map(([name, of]) => (name === 'count' ? name : `${name}(${of})`))), search: fc.constantFrom('row', 'a b', '%', '_', '"', "'", '\\', ' ', '中', 'x'.repeat(3000), '\u0000', '*:&|!'),
    size: fc.constantFrom('1', '200', '201', '0', '-1', 'x', '1e2', ''), after: fc.oneof(fc.base64String({ maxLength: 60 }), fc.constantFrom('', 'eyJ9', 'W10', 'e30', 'bnVsbA')), before: fc.constantFrom('W10', 'e30', 'WzEsMiwzXQ'),
  }
}

const oddHeaders: readonly Headers[] = [
  { 'accept-language': 'xx;q=2,,;' }, { accept: '*/*;q=x' }, { cookie: 'officina=%zz; =; ;;; __proto__=1' }, { authorization: 'Bearer x' }, { authorization: 'Basic Og==' }, { 'x-officina': '2' }, { origin: 'null' }, { origin: '::' }, { range: 'bytes=0-1' }, { 'if-none-match': '*' },
  { 'last-event-id': 'x' }, { host: '[' }, { host: 'a..b' }, { 'x-forwarded-host': 'evil.example' }, { 'x-forwarded-for': ',,;' }, { 'content-encoding': 'gzip' }, { 'x-http-method-override': 'DELETE' }, { 'sec-fetch-site': 'x' }, { __proto__x: '1' }, { 'user-agent': '\u00ff'.repeat(2000) },
  Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`x-many-${n}`, 'v'])), Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`x-${n}`, 'v'.repeat(5)])), { 'x-long': 'v'.repeat(17_000) },
]
function headersOf(parameters: readonly Parameter[]): fc.Arbitrary<Headers> {
  const own = parameters.some((one) => one['in'] === 'header')
  const odd = fc.oneof({ weight: 15, arbitrary: fc.constant<Headers>({}) }, { weight: 1, arbitrary: fc.constantFrom(...oddHeaders) })
  const match = fc.oneof({ weight: 6, arbitrary: fc.constant<Headers>({}) }, { weight: 2, arbitrary: fc.constantFrom('"1"', '*', 'W/"2"', '"x"', '', '99999999999', '"-1"').map((tag) => ({ 'if-match': tag })) })
  const key = fc.oneof({ weight: 6, arbitrary: fc.constant<Headers>({}) }, { weight: 2, arbitrary: fc.constantFrom('a', 'b', '', 'k'.repeat(255), 'k'.repeat(256), '\u00e9', "'").map((one) => ({ 'idempotency-key': one })) })
  const address = fc.nat(255).map((n): Headers => ({ 'x-forwarded-for': `10.0.${n}.${n}` }))
  return fc.tuple(address, own ? match : fc.constant<Headers>({}), own ? key : fc.constant<Headers>({}), odd).map((all) => Object.assign({}, ...all) as Headers)
}

interface Content { readonly headers: Headers; readonly body: string | null }
const nothing: Content = { headers: {}, body: null }
const json = (body: string): Content => ({ headers: { 'content-type': 'application/json' }, body })
const types = ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/json;;', 'application/problem+json', 'text/csv', 'multipart/form-data', 'multipart/form-data; boundary=', 'application/x-www-form-urlencoded', '', 'x', 'application/octet-stream'] as const
function contentOf({ known }: Around, { requestBody }: Operation, method: string): fc.Arbitrary<Content> {
  const content = (requestBody?.['content'] ?? {}) as Readonly<Record<string, { schema: Schema }>>
  if (content['multipart/form-data']) return multipart
  const schema = content['application/json']?.schema
  if (!schema) return fc.oneof({ weight: method === 'get' ? 60 : 12, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary: hostile.map(json) })
  const near = valueOf(known, schema, true)
  const mangled = fc.tuple(near, fc.constantFrom<(text: string) => string>((text) => text.slice(0, -1), (text) => `${text},`, (text) => `\ufeff${text}`, (text) => `${text}${text}`, (text) => text.replaceAll('"', "'"), () => '', () => '\u0000', () => 'NaN', () => '"', (text) => text.replace('{', '{"__proto__":{"polluted":1},'), (text) => text.replace('{', '{"\\u005f_proto__":{"polluted":1},'))).map(([text, change]) => json(change(text)))
  return fc.oneof({ weight: 6, arbitrary: valueOf(known, schema, false).map(json) }, { weight: 8, arbitrary: near.map(json) }, { weight: 3, arbitrary: hostile.map(json) }, { weight: 1, arbitrary: mangled }, { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...types), near).map(([type, body]) => ({ headers: type === '' ? {} : { 'content-type': type }, body })) }, { weight: 1, arbitrary: fc.constant(nothing) })
}

const csv = fc.constantFrom('text,integer\na,1\nb,2\n', 'name\nx\n', 'text,integer\na\n', '"', 'text\n"a', '\u0000', '', '__proto__,constructor\n1,2\n', 'text,text\na,b\n', 'id,_version\nx,y\n', `text\n${'x'.repeat(200_000)}\n`, 'integer\n99999999999999999999\n', 'date\ninfinity\n', `${Array.from({ length: 2000 }, (_, n) => `c${n}`).join(',')}\n`, 'text;integer\n', '\ufefftext\r\na\r\n', 'json\n{"__proto__":1}\n', 'link\nrow 1\n', 'unique\nsame\nsame\n')
const fileNames = ['a.csv', '../../a', '', 'a\u0000b', '"; x="', 'x'.repeat(5000), '..', 'con', '.htaccess', '😀.svg'] as const
const part = (name: string, file: string, text: string): string => `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n`
const forms = (text: string, file: string): readonly string[] => [
  `${part('file', file, text)}--b--\r\n`, `${part('file', file, text)}--b--\r\n`, `${part('file', file, text)}--b--\r\n`, part('file', file, text), part('file', file, text).slice(0, 40), '', '--b--\r\n', '--b\r\n\r\n', `--b\r\nContent-Disposition: form-data\r\n\r\n${text}\r\n--b--\r\n`, '--c\r\n\r\nx\r\n--c--',
  `${part('__proto__', file, text)}--b--\r\n`, `${part('constructor', file, text)}--b--\r\n`, `${part('file', 'a', text).repeat(3)}--b--\r\n`, `--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n`.repeat(30), `--b\r\n${'X-H: v\r\n'.repeat(200)}\r\nx\r\n--b--\r\n`, `--b\r\nContent-Disposition: ${'x'.repeat(90_000)}\r\n\r\nx\r\n--b--`,
  `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n`, `--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n${text}\r\n--b--\r\n`,
]
const multipart: fc.Arbitrary<Content> = fc.tuple(csv, fc.constantFrom(...fileNames), fc.nat(17), fc.oneof({ weight: 12, arbitrary: fc.constant('multipart/form-data; boundary=b') }, { weight: 1, arbitrary: fc.constantFrom(...types, 'multipart/form-data; boundary=""', 'multipart/mixed; boundary=b', `multipart/form-data; boundary=${'b'.repeat(200)}`) }))
  .map(([text, file, form, type]) => ({ headers: type === '' ? {} : { 'content-type': type }, body: type === 'text/csv' ? text : forms(text, file)[form]! }))
