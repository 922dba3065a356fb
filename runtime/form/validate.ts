import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { pointer } from '../../metadata/base/json.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import { fieldTypes } from '../../metadata/fields/index.ts'
import { type Language, text } from '../../metadata/texts/index.ts'
import { isComputed } from '../model/field-view.ts'
import { condition, envOf, recordOf, type Setting } from './evaluation.ts'
import type { Values } from './record-store.ts'
import { toRequest } from './wire.ts'

export type Errors = Readonly<Record<string, string>>
export interface Rules extends Setting { readonly language: Language }
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The same rules as on the server, as far as the browser knows the values; by JSON pointer. */
export const validate = (rules: Rules, entity: ClientEntity, values: Values): Errors => errorsIn({ rules, entity, path: '' }, values)

interface Here { readonly rules: Rules; readonly entity: ClientEntity; readonly path: string }
function errorsIn({ rules, entity, path }: Here, values: Values): Errors {
  const self = recordOf(rules.model, entity, values)
  const wire = toRequest(rules.model, entity, values)
  const env = envOf(rules, self)
  const found = entity.fields.filter((field) => field.write && !isComputed(field) && condition(field.visible, env) !== false)
    .flatMap((field) => Object.entries(fieldErrors({ rules, field, at: pointer(path, field.name), env, wire: wire[field.name], row: values })))
  return Object.fromEntries(found)
}
interface Place { readonly rules: Rules; readonly field: ClientField; readonly at: string; readonly env: ReturnType<typeof envOf>; readonly wire: unknown; readonly row: Values }

function fieldErrors({ rules, field, at, env, wire, row }: Place): Errors {
  if (isEmpty(wire)) return condition(field.required, env) ? { [at]: text(rules.language, 'record.required', { field: field.label }) } : {}
  const child = field.childEntity ? rules.model.byKey.get(field.childEntity) : undefined
  if (child) {
    const parent = env.self
    return Object.assign({}, ...((row[field.name] as readonly Values[]) ?? []).map((line, index) => errorsIn({ rules: { ...rules, parent }, entity: child, path: pointer(at, index) }, line))) as Errors
  }
  const read = fieldTypes[field.type]?.read(wire, field.options)
  if (read && !read.ok) return { [at]: sentences(rules.language, read.problems) }
  if (condition(field.check, env) === false) return { [at]: typeof field.options['message'] === 'string' ? field.options['message'] : text(rules.language, 'value.type', { expected: field.label }) }
  return {}
}
const sentences = (language: Language, problems: readonly Problem[]): string => problems.map((one) => text(language, one.code, one.params)).join(' ')

/** Problems of the server by their pointer; those of no shown field are under ''. */
export function errorsOf(problems: readonly Problem[], entity: ClientEntity): Errors {
  const errors: Record<string, string> = {}
  for (const { path, message } of problems) {
    const name = path.split('/')[1] ?? ''
    const at = entity.fields.some((field) => field.name === name) ? path : ''
    errors[at] = errors[at] ? `${errors[at]} ${message}` : message
  }
  return errors
}
