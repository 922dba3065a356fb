import { Button, Tabs, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { addComment, readComments, readHistory } from '../client/system.ts'
import { fieldOf } from '../model/model.ts'
import { FailureState } from '../shell/states.tsx'
import { Shown } from '../widgets/display.tsx'
import { dateTimeText } from '../widgets/format.ts'
import { Person } from './person.tsx'

/** What was said about the record, and what changed. */
export function SidePanel({ entity, id, row }: { entity: ClientEntity; id: string; row: Row | null }) {
  const { t } = useTranslation()
  return (
    <aside className="side" aria-label={t('record.side')}>
      <Tabs defaultValue="comments" keepMounted={false}>
        <Tabs.List grow mb="sm"><Tabs.Tab value="comments">{t('record.comments')}</Tabs.Tab><Tabs.Tab value="history">{t('record.history')}</Tabs.Tab></Tabs.List>
        <Tabs.Panel value="comments"><Comments entity={entity} id={id} /></Tabs.Panel>
        <Tabs.Panel value="history"><History entity={entity} id={id} /></Tabs.Panel>
      </Tabs>
      {row ? <Origin row={row} /> : null}
    </aside>
  )
}

/** Whose the record is, who made it and who changed it last: always by name. */
function Origin({ row }: { row: Row }) {
  const { t } = useTranslation()
  const moment = (value: unknown) => (typeof value === 'string' ? <time dateTime={value}>{dateTimeText(value)}</time> : null)
  return (
    <dl className="facts origin">
      {row['_owner'] ? <><dt>{t('record.owner')}</dt><dd><Person who={row['_owner']} /></dd></> : null}
      <dt>{t('record.created')}</dt><dd><Person who={row['_created_by']} /> {moment(row['_created_at'])}</dd>
      {Number(row['_version'] ?? 1) > 1 ? <><dt>{t('record.updated')}</dt><dd><Person who={row['_updated_by']} /> {moment(row['_updated_at'])}</dd></> : null}
    </dl>
  )
}

function Comments({ entity, id }: { entity: ClientEntity; id: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const key = ['comments', entity.name, id]
  const comments = useQuery({ queryKey: key, queryFn: () => readComments(entity.name, id) })
  const send = async (): Promise<void> => {
    await addComment(entity.name, id, text.trim())
    setText('')
    await queries.invalidateQueries({ queryKey: key })
  }
  if (comments.isError) return <FailureState error={comments.error} retry={() => void comments.refetch()} />
  return (
    <div className="form-stack">
      <Textarea aria-label={t('record.comment')} placeholder={t('record.comment')} rows={3} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button variant="default" disabled={!text.trim()} onClick={() => void send()}>{t('record.comment_add')}</Button>
      <ol className="timeline">{(comments.data ?? []).map((one) => <li key={one.id}><strong><Person who={one.author} /></strong><time dateTime={one.created_at}>{dateTimeText(one.created_at)}</time><div dir="auto">{one.body}</div></li>)}</ol>
      {comments.data?.length === 0 ? <p className="muted">{t('record.no_comments')}</p> : null}
    </div>
  )
}

function History({ entity, id }: { entity: ClientEntity; id: string }) {
  const { t } = useTranslation()
  const history = useQuery({ queryKey: ['history', entity.name, id], queryFn: () => readHistory(entity.name, id) })
  if (history.isError) return <FailureState error={history.error} retry={() => void history.refetch()} />
  return (
    <ol className="timeline">
      {(history.data ?? []).map((entry) => (
        <li key={entry.seq}>
          <strong>{entry.by.name}</strong> {t(`record.action.${entry.kind}`)}<time dateTime={entry.at}>{dateTimeText(entry.at)}</time>
          {Object.entries(entry.changes).map(([name, change]) => {
            const field = fieldOf(entity, name)
            if (!field) return null
            return Array.isArray(change) && !field.childEntity
              ? <div key={name}><span className="muted">{field.label}: </span><Shown compact field={field} value={change[0]} /> → <Shown compact field={field} value={change[1]} /></div>
              : <div key={name} className="muted">{field.label}</div>
          })}
        </li>
      ))}
    </ol>
  )
}
