import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { groupRecords, listRecords, type ListQuery } from '../client/records.ts'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { useWorkspace } from '../model/context.tsx'
import { isListed, isNumeric, shownAs, widgetOf } from '../model/field-view.ts'
import { type AppModel, fieldOf, namesOf, targetOf } from '../model/model.ts'
import type { View } from '../model/views.ts'
import { both } from './filter.ts'
import type { ListState } from './url-state.ts'

/** A field of the entity, or one along its links (`customer.city`): then it is called by the whole path, and only shown. */
export function fieldAlong(model: AppModel, entity: ClientEntity, path: string): ClientField | undefined {
  const own = fieldOf(entity, path)
  const dot = path.indexOf('.')
  if (own || dot < 0) return own
  const link = fieldOf(entity, path.slice(0, dot))
  const target = link ? targetOf(model, link) : undefined
  const field = target ? fieldAlong(model, target, path.slice(dot + 1)) : undefined
  return link && field ? { ...field, key: `${link.key}.${field.key}`, name: `${link.name}.${field.name}`, label: `${link.label}: ${field.label}`, write: false } : undefined
}
/** What a row holds for a field, along opened links too. */
export const valueIn = (row: Readonly<Record<string, unknown>>, name: string): unknown =>
  name.split('.').reduce<unknown>((value, step) => (isObject(value) ? value[step] : null), row)

/** Shown columns: those of the address, else of the view, else the first seven that fit a cell. */
export function columnsOf(model: AppModel, view: View, chosen: readonly string[]): readonly ClientField[] {
  const named = chosen.length ? chosen : namesOf(view.options['columns'] ?? view.options['fields'])
  const fields = named.flatMap((name) => fieldAlong(model, view.entity, name) ?? [])
  return fields.length ? fields : view.entity.fields.filter(isListed).slice(0, 7)
}
/** Columns whose sum stands below them, as the view says. */
export const sumsOf = (model: AppModel, view: View): readonly ClientField[] => namesOf(view.options['sum']).flatMap((name) => fieldAlong(model, view.entity, name) ?? []).filter(isNumeric)

const grouping: ReadonlySet<string> = new Set(['choice', 'link', 'user', 'switch', 'date', 'rating', 'text', 'colour'])
export const mayGroup = (field: ClientField): boolean => grouping.has(shownAs(field))
/** What the list is grouped by: the address, else the view; at most three levels. */
export function groupsOf(model: AppModel, view: View, state: ListState): readonly ClientField[] {
  const said = view.options['group']
  const names = state.group ?? (typeof said === 'string' ? [said] : namesOf(said))
  return names.flatMap((name) => fieldAlong(model, view.entity, name) ?? []).filter(mayGroup).slice(0, 3)
}

/** Links that the shown fields need opened, so that their titles are there. */
export const expandOf = (fields: readonly ClientField[]): string | undefined =>
  [...new Set(fields.flatMap((field) => [...(field.name.includes('.') ? [field.name.slice(0, field.name.lastIndexOf('.'))] : []), ...(['link', 'user', 'links', 'dynamic_link'].includes(widgetOf(field)) ? [field.name] : [])]))].join(',') || undefined

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
    // How many there are is asked once: later pages do not count again.
    queryFn: ({ pageParam, signal }) => listRecords(view.entity.name, { ...query, size: 100, after: pageParam || undefined, count: pageParam === state.after ? undefined : 'none' }, signal),
    getNextPageParam: (page) => page.next, placeholderData: (old) => old,
  })
}
/** The first rows of a view at once, for layouts without pages. */
export function useAll(view: View, query: ListQuery) {
  return useQuery({ queryKey: ['list', view.entity.name, 'all', query], queryFn: ({ signal }) => listRecords(view.entity.name, { size: 200, ...query }, signal), placeholderData: (old) => old })
}

/** Sums of everything the list finds, not only of what is loaded; by the name of the column. */
export function useSums(view: View, state: ListState): Readonly<Record<string, unknown>> | null {
  const { model } = useWorkspace()
  const sums = sumsOf(model, view)
  const { filter, search, deleted } = queryOf(view, state, [])
  const measures = sums.map((field) => `sum(${field.name})`).join(',')
  const totals = useQuery({ queryKey: ['group', view.entity.name, 'totals', measures, filter, search, deleted], enabled: sums.length > 0, placeholderData: keepPreviousData, queryFn: ({ signal }) => groupRecords(view.entity.name, { measures, filter, search, deleted }, signal) })
  return sums.length ? Object.fromEntries(sums.map((field) => [field.name, totals.data?.totals[`sum(${field.name})`] ?? null])) : null
}
