import { problem, type Problem } from '../../metadata/base/problem.ts'
import { closest } from '../../metadata/base/closest.ts'
import type { Selection } from '../../metadata/query/query.ts'
import { entityBehind, limits } from '../db/query/check.ts'
import { ownFields } from '../db/query/select.ts'
import { canRead, type Target } from '../db/query/statement.ts'
import { hasSystemField } from '../db/query/values.ts'

interface Tree { [key: string]: Tree }
type Found<T> = { readonly value: T; readonly problems: readonly Problem[] }

/** `fields` and `expand` as selections. Without `fields`, every own field; an opened link stays closed where it is not named. */
export function readSelections(target: Target, entity: string, ask: { fields?: string | undefined; expand?: string | undefined; children: boolean }): Found<Selection[]> {
  const problems: Problem[] = []
  const tree: Tree = Object.create(null) as Tree
  const add = (part: string, path: string): void => {
    const keys = resolve(target, entity, { part, path })
    if ('problem' in keys) problems.push(keys.problem)
    else keys.path.reduce<Tree>((at, key) => (at[key] ??= Object.create(null) as Tree), tree)
  }
  const opened = names(ask.expand)
  for (const path of names(ask.fields)) add('fields', path)
  if (ask.fields === undefined) for (const { field } of ownFields(target, entity, ask.children)) tree[field] = Object.create(null) as Tree
  for (const path of opened) add('expand', path)
  const open = new Set(opened.map((path) => resolve(target, entity, { part: 'expand', path })).flatMap((found) => ('path' in found ? [found.path.join('.')] : [])))
  return { value: selections(target, entity, { tree, open, at: '' }), problems }
}

const names = (text: string | undefined): string[] => (text ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '')

function selections(target: Target, entity: string, level: { tree: Tree; open: ReadonlySet<string>; at: string }): Selection[] {
  return Object.entries(level.tree).map(([field, below]) => {
    const at = level.at === '' ? field : `${level.at}.${field}`
    const behind = entityBehind({ entity, target }, field)
    const named = Object.keys(below).length > 0
    if (!behind || (!named && !level.open.has(at))) return { field }
    const own = selections(target, behind, { tree: below, open: level.open, at })
    // Line items that are opened for a link within them are shown whole.
    const child = target.model.entities.get(entity)?.fields.get(field)?.childEntity
    const whole = child && level.open.size > 0 && [...level.open].some((path) => path === at || path.startsWith(`${at}.`))
    const rest = whole ? ownFields(target, behind, true).filter((one) => !own.some((other) => other.field === one.field)) : []
    return { field, nested: [...rest, ...own] }
  })
}

/** A path of names as keys; a name that is unknown and one that may not be read give the same answer. */
export function resolve(target: Target, entity: string, { part, path }: { part: string; path: string }): { path: string[] } | { problem: Problem } {
  const keys: string[] = []
  let at: string | null = entity
  const steps = path.split('.')
  if (steps.length > limits.depth + 1) return { problem: problem('query.too_deep', `/${part}`, { most: limits.depth }) }
  for (const name of steps) {
    if (at === null) return { problem: problem('query.not_opened', `/${part}`, { field: path }) }
    const key = keyOf(target, at, name)
    if (key === null) return { problem: unknownField(target, at, { part, name }) }
    keys.push(key)
    at = entityBehind({ entity: at, target }, key)
  }
  return { path: keys }
}

function keyOf(target: Target, entity: string, name: string): string | null {
  const field = target.model.entities.get(entity)?.fieldsByName.get(name)
  if (field && canRead(target, entity, field.key)) return field.key
  return hasSystemField(target.model.entities.get(entity), name) || name === 'title' ? name : null
}

function unknownField(target: Target, entity: string, { part, name }: { part: string; name: string }): Problem {
  const readable = [...(target.model.entities.get(entity)?.fields.values() ?? [])].filter((field) => canRead(target, entity, field.key)).map((field) => field.name)
  const fix = closest(name, readable)
  return problem('request.unknown_field', `/${part}`, { field: name.slice(0, 100) }, fix ? { fix } : {})
}
