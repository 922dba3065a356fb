import { splitAnd } from '../../metadata/query/conjuncts.ts'
import type { Target } from '../db/query/statement.ts'
import { readQuery } from '../records/read-query.ts'
import { splitOutside } from '../records/split.ts'
import type { ViewState } from './store.ts'

export interface SeenState { readonly state: ViewState; /** Parts that are unknown to the reader, and therefore left out. */ readonly dropped: number }

/**
 * A saved state as its reader may see it. What names something that he may not read, or that is not there any more, is left out before
 * it is sent: a saved filter tells no more than the reader could ask for himself.
 */
export function seenState(target: Target, entity: string, { filter, sort, columns, group, search, deleted }: ViewState): SeenState {
  const reads = (parameters: Record<string, string>): boolean => readQuery(target, entity, { parameters, children: false }).ok
  let dropped = 0
  const kept = (parts: readonly string[], good: (part: string) => boolean): string[] => parts.filter((part) => {
    const stays = good(part)
    if (!stays) dropped++
    return stays
  })
  const column = (path: string): boolean => {
    const dot = path.lastIndexOf('.')
    return reads({ fields: path, ...(dot < 0 ? {} : { expand: path.slice(0, dot) }) })
  }
  const state = {
    search, deleted,
    filter: kept(splitAnd(filter), (part) => reads({ filter: part })).join(' && '),
    sort: kept(splitOutside(sort), (part) => reads({ sort: part })).join(','),
    columns: kept(columns, column),
    group: group && kept(group, (part) => reads({ group: part, measures: 'count' })),
  }
  return { state, dropped }
}
