import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import { readRecord } from '../client/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { linkTitle, titleOfRow } from '../model/title.ts'

/** The name of a person, asked once and kept; of someone out of sight, that it is someone. */
export function usePersonName(): (id: string) => Promise<string> {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const queries = useQueryClient()
  const user = model.byKey.get('user')
  return async (id) => {
    if (id === session.user.id) return session.user.name
    const row = user ? await queries.fetchQuery({ queryKey: ['record', user.name, id, 'name'], staleTime: 300_000, retry: false, queryFn: () => readRecord(user.name, id, { fields: 'title,name', deleted: 'with' }) }).catch(() => null) : null
    return user && row ? titleOfRow(model, user, row) : t('record.someone')
  }
}

/** A person by name, never by id: as the record says it, else read once and kept; someone whom the reader may not see stays unnamed. */
export function Person({ who }: { who: unknown }) {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const user = model.byKey.get('user')
  const said = isObject(who) && typeof who['title'] === 'string' ? linkTitle(who) : ''
  const id = typeof who === 'string' ? who : isObject(who) && typeof who['id'] === 'string' ? who['id'] : null
  const own = id === session.user.id
  const person = useQuery({ queryKey: ['record', user?.name ?? '', id, 'name'], enabled: Boolean(user && id && !said && !own), staleTime: 300_000, retry: false, queryFn: () => readRecord(user?.name ?? '', id ?? '', { fields: 'title,name', deleted: 'with' }) })
  if (id === null) return t('record.system')
  if (said || own) return <span dir="auto">{said || session.user.name}</span>
  return <span dir="auto">{user && person.data ? titleOfRow(model, user, person.data) : person.isPending && person.isFetching ? '' : t('record.someone')}</span>
}
