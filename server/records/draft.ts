import { type Problem } from '../../metadata/base/problem.ts'
import type { Entity } from '../../metadata/model/model.ts'
import type { EntityRights } from '../access/rights.ts'
import type { Row, Session } from './space.ts'
import type { Surroundings } from './surroundings.ts'

/** One row on its way through the pipeline. `row` is its new state and is filled in by each stage. */
export interface Draft {
  readonly entity: Entity
  readonly kind: 'create' | 'update'
  readonly rights: EntityRights
  readonly old: Row | null
  readonly row: Row
  /** Ids of the grants by which a record may be changed, as it was. */
  readonly met: readonly number[]
  /** Keys of the fields that the request gives. */
  readonly given: Set<string>
  /** Where its values stand in the request body. */
  readonly path: string
  readonly parent: Draft | null
  /** Lines of each children field that the request gives, in order. */
  readonly children: Map<string, Draft[]>
  /** Of lists of links, the targets that stay although the writer does not see them. */
  readonly kept: Map<string, readonly string[]>
  /** Lines that are no longer there. */
  readonly removed: { readonly entity: Entity; readonly row: Row }[]
}
/** All rows of one write. */
export interface Writing {
  readonly session: Session
  readonly around: Surroundings
  readonly problems: Problem[]
  readonly tops: Draft[]
}

/** Every draft, lines before the record that holds them. */
export function inside(drafts: readonly Draft[], into: Draft[] = []): Draft[] {
  for (const draft of drafts) {
    for (const lines of draft.children.values()) inside(lines, into)
    into.push(draft)
  }
  return into
}

export function byEntity(drafts: readonly Draft[]): Map<Entity, Draft[]> {
  const groups = new Map<Entity, Draft[]>()
  for (const draft of drafts) {
    const group = groups.get(draft.entity)
    if (group) group.push(draft)
    else groups.set(draft.entity, [draft])
  }
  return groups
}
