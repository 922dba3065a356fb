import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { listRecords, type ListQuery } from '../client/records.ts'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isListed, widgetOf } from '../model/field-view.ts'
import { fieldOf, namesOf } from '../model/model.ts'
import type { View } from '../model/views.ts'
import { both } from './filter.ts'
import type { ListState } from './url-state.ts'

/** Shown columns: those of the address, else of the view, else the first seven that fit a cell. */
export function columnsOf(view: View, chosen: readonly string[]): readonly ClientField[] {
  const named = chosen.length ? chosen : namesOf(view.options['columns'] ?? view.options['fields'])
  const fields = named.flatMap((name) => fieldOf(view.entity, name) ?? [])
  return fields.length ? fields : view.entity.fields.filter(isListed).slice(0, 7)
}
/** Links that the shown fields need opened, so that their titles are there. */
export const expandOf = (fields: readonly ClientField[]): string | undefined =>
  fields.filter((field) => ['link', 'user', 'links', 'dynamic_link'].includes(widgetOf(field))).map((field) => field.name).join(',') || undefined

export function queryOf(view: View, state: ListState, fields: readonly ClientField[]): ListQuery {
  return {
    fields: ['title', ...new Set([...fields, ...titleFields(view.entity)].map((field) => field.name))].join(','), expand: expandOf(fields), filter: both(view.filter, state.filter) || undefined,
    search: state.search || undefined, sort: state.sort || view.sort || undefined, deleted: state.deleted ? 'only' : undefined,
  }
}
/** Row titles come with `title`; a text field beside it serves where the server leaves it out. */
const titleFields = (entity: ClientEntity): readonly ClientField[] => (entity.title.kind === 'path' ? entity.fields.filter((field) => entity.title.kind === 'path' && field.key === entity.title.steps[0]?.field) : [])

/** Pages by cursor; a live change reads the loaded pages again and leaves the old rows in place until then. */
export function useRows(view: View, state: ListState, fields: readonly ClientField[]) {
  const query = queryOf(view, state, fields)
  return useInfiniteQuery({
    queryKey: ['list', view.entity.name, 'rows', query, state.after], initialPageParam: state.after,
    queryFn: ({ pageParam, signal }) => listRecords(view.entity.name, { ...query, size: 100, after: pageParam || undefined }, signal),
    getNextPageParam: (page) => page.next, placeholderData: (old) => old,
  })
}
/** The first rows of a view at once, for layouts without pages. */
export function useAll(view: View, query: ListQuery) {
  return useQuery({ queryKey: ['list', view.entity.name, 'all', query], queryFn: ({ signal }) => listRecords(view.entity.name, { size: 200, ...query }, signal), placeholderData: (old) => old })
}
