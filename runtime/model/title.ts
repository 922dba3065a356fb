import type { Row } from '../../metadata/api/records.ts'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { AppModel } from './model.ts'

/** The title of a row: as the server said it, else from its parts that are loaded. */
export function titleOfRow(model: AppModel, entity: ClientEntity, row: Row): string {
  if (typeof row['title'] === 'string' && row['title']) return row['title']
  const text = said(entity.title, { model, entity, row }).replaceAll(/\s+/g, ' ').trim()
  return text || row.id
}

/** Keys of the fields whose values stand in a title. */
export function fieldsOfTitle(title: Expr): ReadonlySet<string> {
  if (title.kind === 'path') return new Set(title.steps.slice(0, 1).map((step) => step.field))
  return new Set(title.kind === 'call' ? title.args.flatMap((arg) => [...fieldsOfTitle(arg)]) : [])
}

interface Place { readonly model: AppModel; readonly entity: ClientEntity; readonly row: Readonly<Record<string, unknown>> }

/** Titles join texts and paths; what else an expression does only the server says. */
function said(expr: Expr, place: Place): string {
  if (expr.kind === 'literal') return expr.value === null ? '' : String(expr.value)
  if (expr.kind === 'path') return along(expr.steps.map((step) => step.field), place)
  if (expr.kind === 'call') return expr.args.map((arg) => said(arg, place)).join(expr.name === 'coalesce' ? ' ' : '')
  return ''
}
function along(steps: readonly string[], { model, entity, row }: Place): string {
  const field = entity.fields.find((one) => one.key === steps[0])
  const value = field ? row[field.name] : undefined
  if (value === null || value === undefined) return ''
  if (!isObject(value)) return field?.relation ? '' : String(value)
  const target = field?.relation && 'to' in field.relation && typeof field.relation.to === 'string' ? model.byKey.get(field.relation.to) : undefined
  if (steps.length > 1 && target) return along(steps.slice(1), { model, entity: target, row: value })
  return linkTitle(value)
}

/** What an expanded link says of its target. */
export function linkTitle(value: unknown): string {
  if (!isObject(value)) return typeof value === 'string' ? value : ''
  return String(value['title'] ?? value['name'] ?? value['id'] ?? '')
}
