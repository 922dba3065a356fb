import { closest } from '../base/closest.ts'
import { pointer } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'
import type { EntityDoc } from '../kinds/entity.ts'
import type { EntityDraft, FieldDraft } from './draft.ts'
import type { Document } from './model.ts'
import { columnName, subTableName } from './physical.ts'

/** What only the whole set of entities can say: targets that do not exist, names taken twice. Cheap: done on every compilation. */
export function checkEntities(drafts: ReadonlyMap<string, EntityDraft>, documents: ReadonlyMap<string, Document>): Problem[] {
  const problems: Problem[] = []
  const tables = new Map<string, EntityDraft>()
  for (const draft of drafts.values()) {
    claim(tables, draft.table, { draft, ...draft.place, problems })
    const columns = new Map<string, FieldDraft>()
    for (const field of draft.fields.values()) {
      problems.push(...targets(field, drafts, documents).map((p) => ({ ...p, object: draft.object })))
      if (field.relation?.kind === 'links') claim(tables, subTableName(draft.table, field.name), { draft, object: draft.object, path: field.path, problems })
      for (const { suffix } of field.type.columns(field.options as never)) {
        const name = columnName(field.name, suffix)
        const other = columns.get(name)
        if (other && other !== field) problems.push(problem('metadata.name_taken', field.path, { name, other: other.key }, { object: draft.object }))
        columns.set(name, field)
      }
    }
  }
  return problems
}

function claim(tables: Map<string, EntityDraft>, name: string, { draft, object, path, problems }: { draft: EntityDraft; object: string; path: string; problems: Problem[] }): void {
  const other = tables.get(name)
  if (other) problems.push(problem('metadata.name_taken', path, { name, other: other.key }, { object }))
  else tables.set(name, draft)
}

function targets(field: FieldDraft, drafts: ReadonlyMap<string, EntityDraft>, documents: ReadonlyMap<string, Document>): Problem[] {
  const { relation } = field
  const problems: Problem[] = []
  const missing = (name: string, option: string): void => {
    if ((documents.get(name)?.doc as EntityDoc | undefined)?.child) return void problems.push(problem('metadata.link_to_child', pointer(field.path, option), { name }))
    const fix = closest(name, [...drafts.keys()].filter((k) => !k.includes('.')))
    problems.push(problem('metadata.unknown_reference', pointer(field.path, option), { kind: 'Entity', name }, fix ? { fix } : {}))
  }
  if (relation && 'to' in relation) for (const to of [relation.to].flat()) if (to !== '*' && (!drafts.has(to) || to.includes('.'))) missing(to, 'to')
  const { shape } = field.options
  if (typeof shape === 'string' && !(documents.get(shape)?.doc as EntityDoc | undefined)?.child) missing(shape, 'shape')
  return problems
}
