import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { defaultsOf } from '../form/evaluation.ts'
import { createStore, type Values } from '../form/record-store.ts'
import { readRecord } from '../client/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { targetOf } from '../model/model.ts'
import { titleOfRow } from '../model/title.ts'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { useTarget } from './collection.tsx'
import { RecordPage } from './record-page.tsx'
import { takeCopy } from './record-copy.ts'
import { useReading } from './use-reading.ts'
import '../texts/record-words.ts'
import '../texts/record-story-words.ts'

export function RecordScreen() {
  const { t } = useTranslation()
  const view = useTarget()
  const { id = '' } = useParams()
  if (!view) return <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} />
  return id === 'new' ? <Prefilled key={view.entity.key} entity={view.entity} /> : <OldRecord key={id} entity={view.entity} id={id} />
}

/** `?set.customer=<id>`: what the place that leads here gives; links by their titles, so that they can be shown. */
function Prefilled({ entity }: { entity: ClientEntity }) {
  const { model } = useWorkspace()
  const [query] = useSearchParams()
  const wished = entity.fields.flatMap((field) => { const value = field.write ? query.get(`set.${field.name}`) : null; return value ? [{ field, value }] : [] })
  const given = useQuery({
    queryKey: ['prefill', entity.name, ...wished.map(({ field, value }) => `${field.name}=${value}`)], enabled: wished.length > 0, staleTime: 60_000,
    queryFn: async () => Object.fromEntries(await Promise.all(wished.map(async ({ field, value }): Promise<[string, unknown]> => {
      const target = targetOf(model, field)
      if (!target) return [field.name, value]
      const row = await readRecord(target.name, value).catch(() => null)
      return [field.name, row ? { ...row, title: titleOfRow(model, target, row) } : null]
    }))),
  })
  return given.data || !wished.length ? <NewRecord entity={entity} given={given.data ?? nothing} /> : <Waiting />
}
const nothing = {}

function NewRecord({ entity, given: prefilled }: { entity: ClientEntity; given: Values }) {
  const { model, session } = useWorkspace()
  const store = useMemo(() => {
    const given = defaultsOf({ model, me: session.user.id }, entity, { ...takeCopy(entity.name), ...prefilled })
    return createStore({}, given)
  }, [model, session, entity, prefilled])
  return <RecordPage entity={entity} id={null} row={null} store={store} />
}

function OldRecord({ entity, id }: { entity: ClientEntity; id: string }) {
  const read = useReading(entity)
  const record = useQuery({ queryKey: ['record', entity.name, id], queryFn: ({ signal }) => read(id, signal) })
  if (record.isError && !record.data) return <FailureState error={record.error} retry={() => void record.refetch()} />
  return record.data ? <Opened entity={entity} id={id} row={record.data} /> : <Waiting />
}

/** A record that someone else saves shows the new values at once, unless something typed here is not saved yet. */
function Opened({ entity, id, row }: { entity: ClientEntity; id: string; row: Row }) {
  const [store] = useState(() => createStore(row))
  useEffect(() => {
    if (row['_version'] !== store.base()['_version'] && !Object.keys(store.changed()).length) store.rebase(row, {})
  }, [row, store])
  return <RecordPage entity={entity} id={id} row={row} store={store} />
}
