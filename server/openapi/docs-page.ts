import { isObject } from '../../metadata/base/json.ts'
import { type Code, type Language, languages, text } from '../../metadata/texts/index.ts'
import { type OpenApi, type Operation, type Parameter, type Schema, systemTag } from './document.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const esc = (value: unknown): string => String(value).replaceAll(/[&<>"']/g, (sign) => escapes[sign]!)
const code = (value: unknown): string => `<code>${esc(value)}</code>`

/** One page: its words, and the way from its address to that of the overview. */
interface Page { readonly document: OpenApi; readonly say: (code: Code) => string; readonly language: Language; readonly up: '' | '../' }
const pageIn = (document: OpenApi, language: Language, up: Page['up']): Page => ({ document, language, up, say: (one) => esc(text(language, one)) })

/** All entities and the system's routes. Links are relative: the page works beneath every prefix. */
export function overviewPage(document: OpenApi, language: Language): string {
  const page = pageIn(document, language, '')
  const entities = document.tags.filter(({ name }) => name !== systemTag)
  const list = entities.map(({ name, description }) => `<li><a href="docs/${esc(name)}?language=${language}">${esc(description)}</a> ${code(name)}</li>`).join('\n')
  return frame(page, { title: text(language, 'openapi.title'), at: 'docs', body: `<p>${page.say('openapi.note')}</p>
<h2>${page.say('openapi.records')}</h2>\n<ul class="entities">\n${list}\n</ul>
<h2>${page.say('openapi.system')}</h2>\n${operationsOf(page, systemTag)}` })
}

/** One entity with its requests and fields; null where the caller may use none of this name. */
export function entityPage(document: OpenApi, name: string, language: Language): string | null {
  const tag = document.tags.find((one) => one.name === name && name !== systemTag)
  if (!tag) return null
  const page = pageIn(document, language, '../')
  const schemas = Object.entries(document.components.schemas).filter(([key]) => key === name || key === `${name}-new` || key === `${name}-change` || key.startsWith(`${name}.`))
  const tables = schemas.map(([key, schema]) => `<h3 id="${esc(key)}">${code(key)}</h3>\n${fieldTable(page, schema)}`).join('\n')
  return frame(page, { title: tag.description, at: name, body: `${operationsOf(page, name)}\n<h2>${page.say('openapi.fields')}</h2>\n${tables}` })
}

const languageNames: { readonly [L in Language]: string } = { en: 'English', es: 'Español', zh: '中文' }
function frame({ say, language, up }: Page, { title, at, body }: { title: string; at: string; body: string }): string {
  const others = languages.filter((one) => one !== language).map((one) => `<a href="${esc(at)}?language=${one}" lang="${one}">${languageNames[one]}</a>`).join(' ')
  const back = up === '' ? '' : `<a href="${up}docs?language=${language}">${say('openapi.back')}</a> `
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${esc(title)}</title><link rel="stylesheet" href="${up}docs.css"></head>
<body>
<header><nav>${back}<a href="${up}openapi.json?language=${language}">${say('openapi.document')}</a> ${others}</nav><h1>${esc(title)}</h1></header>
<main>
${body}
</main>
</body>
</html>
`
}

const operationsOf = (page: Page, tag: string): string =>
  Object.entries(page.document.paths).flatMap(([path, operations]) => Object.entries(operations).filter(([, { tags }]) => tags.includes(tag)).map(([method, operation]) => operationHtml(page, { path, method, operation }))).join('\n')

function operationHtml(page: Page, { path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const body = bodySchema(operation)
  const parameters = (operation.parameters ?? []).map((one) => parameterRow(page, one)).join('\n')
  return `<details><summary><strong>${esc(method.toUpperCase())}</strong> ${code(path)} ${esc(operation.summary ?? '')}</summary>
${parameters === '' ? '' : `<h3>${page.say('openapi.parameters')}</h3>\n${table(page, parameters)}`}
${body ? `<h3>${page.say('openapi.body')}</h3>\n${isObject(body['properties']) ? fieldTable(page, body) : `<p>${typeHtml(body)}</p>`}` : ''}
</details>`
}

function bodySchema({ requestBody }: Operation): Schema | null {
  const content = Object.values((requestBody?.['content'] ?? {}) as Readonly<Record<string, { schema?: Schema }>>)
  return content[0]?.schema ?? null
}

const table = ({ say }: Page, rows: string): string =>
  `<div class="scroll"><table><thead><tr><th scope="col">${say('openapi.name')}</th><th scope="col">${say('openapi.type')}</th><th scope="col">${say('openapi.meaning')}</th></tr></thead>\n<tbody>\n${rows}\n</tbody></table></div>`
const row = ({ say }: Page, of: { name: string; schema: Schema; required: boolean; meaning: string }): string =>
  `<tr><td>${code(of.name)}${of.required ? ` <small>${say('openapi.required')}</small>` : ''}</td><td>${typeHtml(of.schema)}</td><td>${esc(of.meaning)}</td></tr>`

function parameterRow(page: Page, given: Parameter): string {
  const ref = given['$ref']
  const one = typeof ref === 'string' ? (page.document.components.parameters[ref.split('/').at(-1)!] ?? given) : given
  return row(page, { name: String(one['name']), schema: (one['schema'] ?? {}) as Schema, required: one['required'] === true, meaning: String(one['description'] ?? '') })
}

function fieldTable(page: Page, schema: Schema): string {
  const required = (schema['required'] ?? []) as readonly string[]
  return table(page, Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>).map(([name, one]) =>
    row(page, { name, schema: one, required: required.includes(name), meaning: [one['title'], one['description']].filter(Boolean).join('. ') })).join('\n'))
}

/** A schema in one line; line items lead to their own table on the same page. */
function typeHtml(schema: Schema): string {
  const { $ref: ref, enum: values, anyOf, type, items, format, pattern } = schema
  if (typeof ref === 'string') {
    const name = ref.split('/').at(-1)!
    return name === 'record-id' ? code('{ id }') : `<a href="#${esc(name)}">${esc(name)}</a>`
  }
  if (Array.isArray(values)) return values.map((one) => code(JSON.stringify(one))).join(' | ')
  if (Array.isArray(anyOf)) return anyOf.map((one) => typeHtml(one as Schema)).join(' | ')
  if (type === 'array') return `${typeHtml((items ?? {}) as Schema)}[]`
  const names = Array.isArray(type) ? type.join(' | ') : String(type ?? 'JSON')
  const kind = format ?? pattern
  return `${esc(names)}${kind === undefined ? '' : ` ${code(kind)}`}`
}
