import { types } from '../../../metadata/base/value-type.ts'
import { compileExpression } from '../../../metadata/expressions/compile.ts'
import type { Expr, RecordValue } from '../../../metadata/expressions/tree.ts'
import type { Entity, Field, Model } from '../../../metadata/model/model.ts'
import { type Context, exists, titleOf } from './context.ts'
import { groupsOf } from './groups.ts'
import { ordered } from './ordered.ts'
import { scopeFor } from './rights.ts'
import type { Found } from './view.ts'

/** A question as it is sent; `id` asks for one record. */
export interface Ask {
  readonly entity: string
  readonly id?: string
  readonly fields?: string; readonly expand?: string; readonly filter?: string; readonly search?: string; readonly sort?: string
  readonly deleted?: string; readonly group?: string; readonly measures?: string
}
export type Row = Readonly<Record<string, unknown>>
/** What must be answered; `refused`: not with 200. */
export type Answer =
  | { readonly kind: 'refused' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'groups'; readonly groups: unknown; readonly totals: unknown }

class Refused extends Error {}

/** The answer worked out from what the person may see, and from nothing else. */
export function answerTo(at: Context, ask: Ask): Answer {
  const entity = at.model.entities.get(ask.entity)!
  if (at.view.rights && at.view.rights.granting(entity.key, 'read').length === 0) return { kind: 'refused' }
  try {
    return answer(at, entity, ask)
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused' }
    throw error
  }
}

function answer(at: Context, entity: Entity, ask: Ask): Answer {
  const expression = (text: string, condition = false): Expr => compiled(at, entity, text, condition)
  const filter = ask.filter === undefined ? null : expression(ask.filter, true)
  const tree = selectionOf(at, entity, ask)
  const inBin = ({ raw }: Found): boolean => (ask.deleted === 'with' ? true : ((raw['_deleted_at'] ?? null) !== null) === (ask.deleted === 'only'))
  const sort = ask.sort?.split(',').map((part) => ({ by: expression(part.replace(/^-/, '')), direction: part.startsWith('-') ? 'desc' as const : 'asc' as const }))
  const groups = ask.group === undefined ? null : ask.group.split(',').map((name) => ({ name, by: expression(name) }))
  const measures = (ask.measures ?? 'count').split(',').map((name) => ({ name, ...measureOf(name, expression) }))
  const found = at.view.everything(entity.key).filter(inBin)
    .filter((one) => !filter || at.view.holds(filter, one))
    .filter((one) => matches(at, entity, { found: one, search: ask.search }))
  if (groups || ask.measures !== undefined) return { kind: 'groups', ...groupsOf(at, found, { groups: groups ?? [], measures }) }
  if (ask.id !== undefined) {
    const one = found.find(({ raw }) => raw.id === ask.id)
    return one ? { kind: 'rows', rows: [outermost(at, entity, one.record, tree)] } : { kind: 'absent' }
  }
  return { kind: 'rows', rows: ordered(at, entity, { found, sort }).map(({ record }) => outermost(at, entity, record, tree)) }
}

function compiled({ model, view }: Context, entity: Entity, text: string, condition: boolean): Expr {
  const made = compileExpression(text, scopeFor(model, entity.key, { by: 'name', visible: (of, field) => exists(view, of, field) }), condition ? types.boolean : undefined)
  if (!made.ok) throw new Refused()
  return made.value
}
function measureOf(text: string, expression: (text: string) => Expr): { function: string; of: Expr | null } {
  const [, name = '', , inner = ''] = /^([a-z_]+)(\((.*)\))?$/.exec(text) ?? []
  return { function: name, of: inner === '' ? null : expression(inner) }
}

function matches({ view, model }: Context, entity: Entity, { found, search = '' }: { found: Found; search: string | undefined }): boolean {
  const words = search.split(/\s+/).filter((word) => word !== '')
  const fields = model.entities.get(entity.key)!.search.filter((key) => exists(view, entity.key, key))
  return words.every((word) => fields.some((key) => String(found.record[key] ?? '').toLowerCase().includes(word.toLowerCase())))
}

/** What is shown of a row: its fields, and of each that is opened the same. */
interface Tree { readonly fields: Map<string, Tree>; opened: boolean }
const leaf = (): Tree => ({ fields: new Map(), opened: false })
const behind = (model: Model, field: Field | undefined): string | null => field?.childEntity ?? (field?.relation?.kind === 'link' || field?.relation?.kind === 'links' ? field.relation.to : null)

function selectionOf(at: Context, entity: Entity, { fields, expand, id }: Ask): Tree {
  const tree = leaf()
  const add = (path: string, open: boolean): void => {
    let [place, of]: [Tree, Entity | null] = [tree, entity]
    for (const name of path.split('.')) {
      const field: Field | undefined = [...(of?.fields.values() ?? [])].find((one) => one.name === name)
      const known = field ? exists(at.view, of!.key, field.key) : of !== null && (name === 'title' || name === 'id')
      if (!known) throw new Refused()
      const key: string = field?.key ?? name
      const below: Tree = place.fields.get(key) ?? leaf()
      place.fields.set(key, below)
      ;[place, of] = [below, at.model.entities.get(behind(at.model, field) ?? '') ?? null]
    }
    place.opened ||= open
  }
  for (const path of fields?.split(',') ?? []) add(path, false)
  if (fields === undefined) for (const { name } of ownFields(at, entity).filter(({ childEntity }) => id !== undefined || !childEntity)) add(name, false)
  for (const path of expand?.split(',') ?? []) add(path, true)
  return tree
}
const ownFields = ({ view }: Context, entity: Entity): Field[] => [...entity.fields.values()].filter((field) => exists(view, entity.key, field.key))

const shown = ['id', '_version', '_created_at', '_created_by', '_updated_at', '_updated_by', '_owner'] as const
const outermost = (at: Context, entity: Entity, record: RecordValue, tree: Tree): Row =>
  ({ ...Object.fromEntries(shown.map((name) => [name, record[name] ?? null])), ...values(at, entity, record, tree) })

function values(at: Context, entity: Entity, record: RecordValue, tree: Tree): Row {
  return Object.fromEntries([...tree.fields].map(([key, below]): [string, unknown] => {
    if (key === 'id') return ['id', record.id]
    const field = entity.fields.get(key)
    return field ? [field.name, valueIn(at, { field, record, below })] : ['title', titleOf(at, entity, record)]
  }))
}
function valueIn(at: Context, { field, record, below }: { field: Field; record: RecordValue; below: Tree }): unknown {
  const value = record[field.key] ?? null
  if (field.childEntity) return value && linesOf(at, at.model.entities.get(field.childEntity)!, value as RecordValue[], below)
  const to = at.model.entities.get(behind(at.model, field) ?? '')
  if (!to || value === null || (!below.opened && below.fields.size === 0)) return value
  const open = (id: string): RecordValue => ({ ...values(at, to, at.view.record(to.key, id)!, below), id, title: titleOf(at, to, at.view.record(to.key, id)) })
  if (Array.isArray(value)) return (value as string[]).map(open)
  return { ...open(String(value)), ...((at.view.raw(to.key, String(value))?.['_deleted_at'] ?? null) !== null ? { deleted: true } : {}) }
}
/** Lines are shown whole, unless fields of theirs are asked for. */
function linesOf(at: Context, child: Entity, lines: readonly RecordValue[], below: Tree): Row[] {
  const opens = (one: Tree): boolean => one.opened || [...one.fields.values()].some(opens)
  const openInside = opens(below)
  const whole = leaf()
  if (below.fields.size === 0 || openInside) for (const { key } of ownFields(at, child)) whole.fields.set(key, leaf())
  for (const [key, one] of below.fields) whole.fields.set(key, one)
  return lines.map((line) => ({ ...values(at, child, line, whole), id: line.id }))
}
