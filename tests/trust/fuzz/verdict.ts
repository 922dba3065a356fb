import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { OpenApi } from '../../../server/openapi/document.ts'
import { canary } from './model.ts'
import type { Asked } from './requests.ts'
import type { Answer } from './wire.ts'
import type { Actor } from './world.ts'

export type Judge = (asked: Asked, actor: Actor, answer: Answer) => string | null
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const formats = { uuid, date: /^\d{4,6}-\d\d-\d\d$/, 'date-time': /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, email: true, uri: true } as const
/** What a reader of our own sources or tables would know; none of the requests holds it. */
const inside = /ws_main|pg_catalog|syntax error|violates|relation "|column "|invalid input|select "|from "|insert into|\$\d+ |node_modules|\bat .{1,80}:\d+:\d+|\.ts\b|\/(?:work|home|tmp|usr)\/|ECONN|TypeError|is not a function|Cannot read|undefined \(/

/** What every answer must be, whatever was asked. */
export function createJudge(): Judge {
  const known = new Map<OpenApi, Ajv2020>()
  const ajvOf = (document: OpenApi): Ajv2020 => {
    const found = known.get(document) ?? new Ajv2020({ strict: false, allErrors: false, formats }).addSchema({ $id: 'api', ...document })
    known.set(document, found)
    return found
  }
  return (asked, actor, answer) => {
    const { status, text } = answer
    // Heads of more than 16 kB are cut by the HTTP parser, before there is a request.
    if (JSON.stringify(asked.headers).length > 15_000) return null
    if (status >= 500) return `answers ${status}`
    if (!actor.secret && text.includes(canary)) return 'tells what is secret'
    if (status >= 400) return refusal(ajvOf(actor.document), asked, answer)
    // What is refused row by row is told in an answer that is none.
    const found = asked.template?.startsWith('/api/_/import/') ? inside.exec(text) : null
    return found ? `tells of its inside: ${found[0]}` : documented(ajvOf(actor.document), { asked, actor, answer })
  }
}

function refusal(ajv: Ajv2020, { method }: Asked, { status, type, text }: Answer): string | null {
  if (!type.startsWith('application/problem+json')) return `refuses with ${status} as ${type || 'nothing'}`
  if (method === 'HEAD') return null
  const value = parsed(text)
  const wrong = invalid(ajv.getSchema('api#/components/schemas/problem-document')!, value)
  if (wrong) return `refuses with no problem document: ${wrong}`
  if ((value as { status: number }).status !== status) return 'tells another status in the problem document'
  const { detail, code, title, problems = [] } = value as { detail: string; code: string; title: string; problems?: { message: string }[] }
  if ([detail, title, ...problems.map(({ message }) => message)].some((one) => one === '' || one === code || /\{[a-z]+\}/.test(one.replaceAll('{{7*7}}', '')))) return 'refuses without a whole sentence'
  const found = inside.exec(text)
  return found ? `tells of its inside: ${found[0]}` : null
}

interface Done { readonly asked: Asked; readonly actor: Actor; readonly answer: Answer }
/** What was done is answered as the actor's own document says. What is not in it is not answered. */
function documented(ajv: Ajv2020, { asked, actor, answer }: Done): string | null {
  const { status, type, text } = answer
  if (asked.template === null || asked.method === 'HEAD') return null
  const operation = actor.document.paths[asked.template]?.[asked.method.toLowerCase()]
  if (!operation) return actor.name === 'anonymous' || asked.template.includes('/session') ? null : `answers ${status} to what is not in the description`
  const exact = operation.responses[String(status)]
  if (!exact && !operation.responses['2XX'] && status !== 304) return `answers ${status}, which is not described`
  if (status === 204 || status === 304) return text === '' ? null : `answers ${status} with a body`
  const wanted = Object.keys((exact as { content?: object } | undefined)?.content ?? {})[0]
  if (!wanted) return type === '' ? 'answers without a content type' : null
  if (!type.startsWith(wanted)) return `answers as ${type} where ${wanted} is described`
  const pointer = `api#/paths/${asked.template.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${asked.method.toLowerCase()}/responses/${status}/content/${wanted.replace('/', '~1')}/schema`
  const validate = ajv.getSchema(pointer)
  if (!validate) return `is described with no schema: ${pointer}`
  const wrong = invalid(validate as ValidateFunction, parsed(text))
  return wrong ? `answers unlike its description: ${wrong}` : null
}

const parsed = (text: string): unknown => { try { return JSON.parse(text) } catch { return undefined } }
function invalid(validate: ValidateFunction | ReturnType<Ajv2020['getSchema']> & object, value: unknown): string | null {
  if (validate(value)) return null
  const [first] = validate.errors ?? []
  return `${first?.instancePath} ${first?.message}`
}
