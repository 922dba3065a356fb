import { equal } from '../base/json.ts'
import type { Document, Entity, Field, Model } from '../model/model.ts'

export type RuleKind = 'unique' | 'check' | 'no_overlap' | 'index'
/** One difference between two models. Plain JSON; things are meant by key. `parts` names what differs. */
export type Change =
  | { readonly kind: 'entity-added'; readonly entity: string }
  | { readonly kind: 'entity-removed'; readonly entity: string }
  | { readonly kind: 'entity-renamed'; readonly entity: string; readonly from: string; readonly to: string }
  | { readonly kind: 'entity-changed'; readonly entity: string; readonly parts: readonly string[] }
  | { readonly kind: 'field-added'; readonly entity: string; readonly field: string }
  | { readonly kind: 'field-removed'; readonly entity: string; readonly field: string }
  | { readonly kind: 'field-renamed'; readonly entity: string; readonly field: string; readonly from: string; readonly to: string }
  | { readonly kind: 'field-changed'; readonly entity: string; readonly field: string; readonly parts: readonly string[] }
  | { readonly kind: 'rule-added' | 'rule-removed' | 'rule-changed'; readonly entity: string; readonly rule: RuleKind; readonly key: string }
  | { readonly kind: 'document-added' | 'document-removed'; readonly document: string; readonly key: string }
  | { readonly kind: 'document-changed'; readonly document: string; readonly key: string; readonly parts: readonly string[] }

/** Every difference between two models, matched by key, so that a rename is never a drop. Pure. */
export function diff(from: Model | null, to: Model): Change[] {
  const { added, removed, kept } = split(from?.entities ?? new Map<string, Entity>(), to.entities)
  return [
    ...added.map(({ key }): Change => ({ kind: 'entity-added', entity: key })),
    ...kept.flatMap(([a, b]) => diffEntity(a, b)),
    ...removed.map(({ key }): Change => ({ kind: 'entity-removed', entity: key })),
    ...diffDocuments(from, to),
  ]
}

function diffEntity(a: Entity, b: Entity): Change[] {
  if (a === b) return []
  const entity = b.key
  const parts = differing(a, b, ['label', 'plural', 'icon', 'description', 'single', 'tree', 'title', 'search', 'sort', 'layer'])
  if (!equal([...a.fields.keys()], [...b.fields.keys()])) parts.push('fields')
  return [
    ...(a.name === b.name ? [] : [{ kind: 'entity-renamed', entity, from: a.name, to: b.name } as const]),
    ...(parts.length === 0 ? [] : [{ kind: 'entity-changed', entity, parts } as const]),
    ...diffFields(entity, a, b),
    ...diffRules(entity, 'unique', a.unique, b.unique), ...diffRules(entity, 'check', a.checks, b.checks),
    ...diffRules(entity, 'no_overlap', a.noOverlap, b.noOverlap), ...diffRules(entity, 'index', a.indexes, b.indexes),
  ]
}

function diffFields(entity: string, a: Entity, b: Entity): Change[] {
  const { added, removed, kept } = split(a.fields, b.fields)
  return [
    ...added.map(({ key }): Change => ({ kind: 'field-added', entity, field: key })),
    ...kept.flatMap(([x, y]): Change[] => {
      const parts = changedParts(x, y)
      return [
        ...(x.name === y.name ? [] : [{ kind: 'field-renamed', entity, field: y.key, from: x.name, to: y.name } as const]),
        ...(parts.length === 0 ? [] : [{ kind: 'field-changed', entity, field: y.key, parts } as const]),
      ]
    }),
    ...removed.map(({ key }): Change => ({ kind: 'field-removed', entity, field: key })),
  ]
}

/** Names of the options that differ; `type` for the type itself. */
function changedParts(a: Field, b: Field): string[] {
  const parts = new Set(a.type.name === b.type.name ? [] : ['type'])
  for (const option of new Set([...Object.keys(a.options), ...Object.keys(b.options)]))
    if (option !== 'name' && !equal(a.options[option], b.options[option])) parts.add(option)
  for (const part of differing(a, b, ['label', 'formula', 'rollup', 'stored', 'relation'])) parts.add(part)
  return [...parts]
}

function diffRules(entity: string, rule: RuleKind, a: readonly { key: string }[], b: readonly { key: string }[]): Change[] {
  const byKey = (rules: readonly { key: string }[]) => new Map(rules.map((item) => [item.key, item]))
  const { added, removed, kept } = split(byKey(a), byKey(b))
  return [
    ...added.map(({ key }): Change => ({ kind: 'rule-added', entity, rule, key })),
    ...kept.filter(([x, y]) => !equal(x, y)).map(([, { key }]): Change => ({ kind: 'rule-changed', entity, rule, key })),
    ...removed.map(({ key }): Change => ({ kind: 'rule-removed', entity, rule, key })),
  ]
}

/** Documents of entities are told field by field above. */
function diffDocuments(from: Model | null, to: Model): Change[] {
  const kinds = new Set([...(from?.documents.keys() ?? []), ...to.documents.keys()])
  kinds.delete('entity')
  return [...kinds].flatMap((document) => {
    const none = new Map<string, Document>()
    const { added, removed, kept } = split(from?.documents.get(document) ?? none, to.documents.get(document) ?? none)
    return [
      ...added.map(({ key }): Change => ({ kind: 'document-added', document, key })),
      ...kept.flatMap(([a, b]): Change[] => {
        const parts = a === b ? [] : differing(a.doc, b.doc, [...new Set([...Object.keys(a.doc), ...Object.keys(b.doc)])])
        return parts.length === 0 ? [] : [{ kind: 'document-changed', document, key: b.key, parts }]
      }),
      ...removed.map(({ key }): Change => ({ kind: 'document-removed', document, key })),
    ]
  })
}

function differing<T extends object>(a: T, b: T, keys: readonly (keyof T & string)[]): string[] {
  return keys.filter((key) => !equal(a[key], b[key]))
}

export function split<T>(from: ReadonlyMap<string, T>, to: ReadonlyMap<string, T>): { added: T[]; removed: T[]; kept: [T, T][] } {
  const result = { added: [] as T[], removed: [] as T[], kept: [] as [T, T][] }
  for (const [key, item] of to) {
    const old = from.get(key)
    if (old === undefined) result.added.push(item)
    else result.kept.push([old, item])
  }
  for (const [key, item] of from) if (!to.has(key)) result.removed.push(item)
  return result
}
