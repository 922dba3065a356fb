import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import type { Env } from '../../metadata/expressions/evaluate.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Row } from '../../metadata/api/records.ts'
import { listRecords } from '../client/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { shownAs } from '../model/field-view.ts'
import { type AppModel, fieldOf, targetOf } from '../model/model.ts'
import { titleOfRow } from '../model/title.ts'
import { useDebounced } from '../shell/debounced.ts'
import { boundWhere, filterText } from './where.ts'
import { recentOf } from './recent.ts'

/** A record that may be chosen: its title, and two more facts that tell it from others of the same name. */
export interface Found { readonly id: string; readonly title: string; readonly hint: string; readonly row: Row }

/** Everything that values of the form may follow from, so that what depends on the chosen record is there at once. */
const fieldsRead = (entity: ClientEntity): string => ['title', ...entity.fields.filter((field) => !field.childEntity).map((field) => field.name)].join(',')

export function foundOf(model: AppModel, entity: ClientEntity, row: Row): Found {
  const title = titleOfRow(model, entity, row)
  const facts = entity.search.flatMap((key) => fieldOf(entity, key) ?? []).filter((field) => shownAs(field) === 'text').map((field) => row[field.name])
  return { id: row.id, title, row, hint: facts.filter((fact) => typeof fact === 'string' && fact !== '' && !title.includes(fact)).slice(0, 2).join(', ') }
}

interface Asked { readonly env?: Env | undefined; readonly field: ClientField; readonly text: string; readonly on: boolean }
/** Records a link may point to, by typed words; before anything is typed, those chosen last come first. */
export function useTargets({ field, text, on, env }: Asked) {
  const { model, session } = useWorkspace()
  const target = targetOf(model, field)
  const where = on ? boundWhere(field, env) : null
  const words = useDebounced(text.trim(), 150)
  const found = useQuery({
    queryKey: ['list', target?.name ?? '', 'picker', words, where], enabled: on && target !== undefined, staleTime: 5_000, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read(model, target, { search: words || undefined, where, size: 20 }, signal),
  })
  const ids = on && target && !words ? recentOf(session.user.id, target.name) : []
  const recent = useQuery({
    queryKey: ['list', target?.name ?? '', 'picker-recent', ids, where], enabled: ids.length > 0, staleTime: 30_000,
    queryFn: ({ signal }) => read(model, target, { where, filter: `id in [${ids.map((id) => `'${id}'`).join(', ')}]`, size: 20 }, signal),
  })
  const shown = (rows: readonly Row[] | undefined): readonly Found[] => (target ? (rows ?? []).map((row) => foundOf(model, target, row)) : [])
  const first = ids.length ? ids.flatMap((id) => shown(recent.data).find((one) => one.id === id) ?? []) : []
  // Until the answer to the last key is there, only those are offered that fit it too.
  const late = words !== text.trim() || found.isPlaceholderData
  const fits = (one: Found): boolean => !late || `${one.title} ${one.hint}`.toLowerCase().includes(text.trim().toLowerCase())
  return { target, recent: words === text.trim() ? first : first.filter(fits), found: shown(found.data).filter((one) => fits(one) && !first.some((other) => other.id === one.id)), busy: target !== undefined && (found.isFetching || words !== text.trim()) }
}
interface Reading { readonly search?: string | undefined; readonly filter?: string; readonly where: Expr | null; readonly size: number }
async function read(model: AppModel, target: ClientEntity | undefined, { where, filter, ...query }: Reading, signal: AbortSignal): Promise<readonly Row[]> {
  if (!target) return []
  const asked = [filter, await filterText(model, where)].filter(Boolean)
  return (await listRecords(target.name, { ...query, filter: asked.length > 1 ? asked.map((one) => `(${one ?? ''})`).join(' && ') : asked[0], fields: fieldsRead(target), count: 'none' }, signal)).rows
}
