import { type Code, type Language, text as say } from '../../metadata/texts/index.ts'
import { limits } from '../db/query/check.ts'
import { type OpenApi, type Parameter, type Schema, schemaRef } from './document.ts'

const text = { type: 'string' }
const uuid = { type: 'string', format: 'uuid' }
const measures = { type: 'object', additionalProperties: { type: ['string', 'number', 'null'] } }
type Said = Code extends infer C ? (C extends `openapi.parameter_${infer Name}` ? Name : never) : never
interface Optional { readonly name: string; readonly in: 'query' | 'header'; readonly schema: Schema; readonly said: Said }
const query = (name: string, schema: Schema, said: Said): Optional => ({ name, in: 'query', schema, said })
const header = (name: string, schema: Schema, said: Said): Optional => ({ name, in: 'header', schema, said })

/** Parameters of lists, reads and writes, as `metadata/api/records.ts` describes them. */
const optional: Readonly<Record<string, Optional>> = {
  fields: query('fields', text, 'fields'),
  expand: query('expand', text, 'expand'),
  filter: query('filter', text, 'filter'),
  search: query('search', text, 'search'),
  deleted: query('deleted', { type: 'string', enum: ['without', 'only', 'with'] }, 'deleted'),
  sort: query('sort', text, 'sort'),
  size: query('size', { type: 'integer', minimum: 1, maximum: limits.page, default: 50 }, 'size'),
  after: query('after', text, 'after'),
  before: query('before', text, 'before'),
  count: query('count', { type: 'string', enum: ['exact', 'none'] }, 'count'),
  group: query('group', text, 'group'),
  measures: query('measures', text, 'measures'),
  purge: query('purge', { type: 'boolean', default: false }, 'purge'),
  'if-match': header('If-Match', { type: 'string', examples: ['"3"'] }, 'if_match'),
  'idempotency-key': header('Idempotency-Key', { type: 'string', minLength: 1, maxLength: 255 }, 'idempotency_key'),
}
export const listParameters = ['fields', 'expand', 'filter', 'search', 'deleted', 'sort', 'size', 'after', 'before', 'count', 'group', 'measures'] as const
export const exportParameters = ['fields', 'expand', 'filter', 'search', 'deleted', 'sort'] as const

const problem: Schema = {
  type: 'object', required: ['code', 'path', 'message', 'params'],
  properties: { code: text, path: { type: 'string', description: 'JSON pointer into the body of the request.' }, message: text, params: { type: 'object' }, object: text, fix: text },
}
const schemas: Readonly<Record<string, Schema>> = {
  'problem-document': {
    type: 'object', required: ['type', 'title', 'status', 'detail', 'code', 'request'],
    properties: {
      type: text, title: text, status: { type: 'integer' }, detail: text, code: { type: 'string', description: 'Stable.' }, request: uuid,
      problems: { type: 'array', items: problem }, current: { type: 'object', description: 'The record as it is now, after a version conflict.' },
    },
  },
  'group-reply': {
    type: 'object', required: ['groups', 'totals'],
    properties: { groups: { type: 'array', items: { type: 'object', required: ['by', 'measures'], properties: { by: { type: 'object' }, measures } } }, totals: measures },
  },
  'record-id': { type: 'object', required: ['id'], properties: { id: uuid }, additionalProperties: true },
}
const cursor = { type: ['string', 'null'] }
/** One page of a list. */
export const pageOf = (row: string): Schema => ({
  type: 'object', required: ['rows', 'next', 'previous'],
  properties: {
    rows: { type: 'array', items: schemaRef(row) }, next: cursor, previous: cursor,
    count: { type: 'object', required: ['value', 'exact'], properties: { value: { type: 'integer' }, exact: { type: 'boolean' } } },
  },
})

const parametersIn = (language: Language): Readonly<Record<string, Parameter>> => ({
  id: { name: 'id', in: 'path', required: true, schema: uuid },
  ...Object.fromEntries(Object.entries(optional).map(([key, { said, ...one }]) => [key, { ...one, required: false, description: say(language, `openapi.parameter_${said}`) }])),
})

/** What every document holds, whoever reads it. */
export const sharedComponents = (language: Language): OpenApi['components'] => ({
  schemas, parameters: parametersIn(language),
  responses: { problem: { description: 'Refused.', content: { 'application/problem+json': { schema: schemaRef('problem-document') } } } },
  securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the API.' } },
})
