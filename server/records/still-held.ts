import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Model } from '../../metadata/model/model.ts'
import { nodes } from '../db/query/check.ts'
import { finalChanges } from './changes.ts'
import { type Draft, type Writing, inside } from './draft.ts'

/** What a row condition looks at: fields of the row itself, and entities that lie beyond it. */
interface Looked { readonly fields: ReadonlySet<string>; readonly entities: ReadonlySet<string> }
const known = new WeakMap<Expr, { readonly model: Model; readonly looked: Looked | null }>()

/** Does a grant that let the change in hold as before, whatever else it would say now? Only where the write touches nothing that it looks at. */
export function isStillHeld(writing: Writing, draft: Draft): boolean {
  if (draft.kind !== 'update') return false
  const { model } = writing.session.space
  const written = new Set(inside(writing.tops).map(({ entity }) => entity.key))
  const changed = finalChanges(draft)
  return draft.rights.update.some(({ id, when }) => {
    if (!draft.met.includes(id)) return false
    if (when === null) return true
    const looked = lookedAt(model, when)
    return looked !== null && [...looked.fields].every((key) => !Object.hasOwn(changed, key)) && [...looked.entities].every((key) => !written.has(key))
  })
}

function lookedAt(model: Model, when: Expr): Looked | null {
  const before = known.get(when)
  if (before?.model === model) return before.looked
  const looked = walk(model, when)
  known.set(when, { model, looked })
  return looked
}

/** null where it cannot be told from plain fields and links: lists, figures over other records, trees, what the system writes. */
function walk(model: Model, when: Expr): Looked | null {
  const [fields, entities] = [new Set<string>(), new Set<string>()]
  for (const node of nodes(when)) {
    if (node.kind === 'macro' || (node.kind === 'call' && node.name === 'within')) return null
    if (node.kind !== 'path') continue
    if (node.root.kind !== 'self' && node.root.kind !== 'me') return null
    for (const [n, step] of node.steps.entries()) {
      const field = model.entities.get(step.entity)?.fields.get(step.field)
      if (!field || field.columns.length === 0 || field.formula || field.rollup) return null
      if (n === 0 && node.root.kind === 'self') fields.add(step.field)
      else entities.add(step.entity)
    }
  }
  return { fields, entities }
}
