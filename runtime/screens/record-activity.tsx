import { Button, Group, SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { asFailure } from '../client/failure.ts'
import { type About, addRemark, type Change, editRemark, type Mentioned, react, readRemarks, readStory, type Remark, removeRemark } from '../client/stories.ts'
import { useWorkspace } from '../model/context.tsx'
import { FailureState, useFailureText } from '../shell/states.tsx'
import { MentionBox, withIds, withNames } from './mention-box.tsx'
import { Person } from './person.tsx'
import { ChangeItem } from './record-changes.tsx'
import { RemarkItem } from './record-remark.tsx'

type Kind = 'all' | 'comments' | 'changes'
/** Steps that tell themselves what happened; of others the comment or the file stands there itself. */
const told: ReadonlySet<string> = new Set(['created', 'updated', 'deleted', 'restored', 'file_added', 'file_removed', 'comment_removed'])

/** Comments and changes in one line of time, newest first. */
export function Activity({ entity, id }: { entity: ClientEntity; id: string }) {
  const { t } = useTranslation()
  const about = { entity: entity.name, id }
  const [kind, setKind] = useState<Kind>('all')
  const remarks = useQuery({ queryKey: ['comments', entity.name, id], queryFn: () => readRemarks(about) })
  const story = useQuery({ queryKey: ['history', entity.name, id], queryFn: () => readStory(about) })
  const talk = useTalk(about, remarks.data ?? [])
  const failed = remarks.isError ? remarks : story.isError ? story : null
  if (failed) return <FailureState error={failed.error} retry={() => void failed.refetch()} />
  const items = [
    ...(kind === 'changes' ? [] : (remarks.data ?? []).map((remark) => ({ at: remark.created_at, key: remark.id, remark, change: null as Change | null }))),
    ...(kind === 'comments' ? [] : (story.data?.rows ?? []).filter((change) => told.has(change.kind)).map((change) => ({ at: change.at, key: String(change.seq), remark: null as Remark | null, change }))),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <div className="form-stack">
      <Composer about={about} talk={talk} />
      <SegmentedControl size="xs" fullWidth aria-label={t('record.activity_kind')} value={kind} onChange={(value) => setKind(value as Kind)} transitionDuration={0}
        data={(['all', 'comments', 'changes'] as const).map((value) => ({ value, label: t(`record.activity_${value}`) }))} />
      <ol className="timeline">
        {items.map(({ key, remark, change }) => (
          <li key={key}>{remark ? <RemarkItem about={about} one={remark} of={remarks.data?.find((other) => other.id === remark.reply_to)} acts={talk.acts} /> : change ? <ChangeItem entity={entity} entry={change} titles={story.data?.titles ?? {}} /> : null}</li>
        ))}
      </ol>
      {items.length === 0 && remarks.data && story.data ? <p className="muted">{t(kind === 'changes' ? 'record.no_changes' : 'record.no_comments')}</p> : null}
    </div>
  )
}

/** What is being written, to whom it answers, and what can be done with what was said. */
function useTalk(about: About, remarks: readonly Remark[]) {
  const { session } = useWorkspace()
  const queries = useQueryClient()
  const say = useFailureText()
  const key = ['comments', about.entity, about.id]
  const [text, setText] = useState('')
  const [met, setMet] = useState<readonly Mentioned[]>([])
  const [replyTo, setReplyTo] = useState<Remark | null>(null)
  const [problem, setProblem] = useState('')
  const doing = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem('')
    try { await work(); return true } catch (error) { setProblem(say(asFailure(error))); return false } finally {
      await Promise.all([key, ['history', about.entity, about.id], ['followers', about.entity, about.id]].map((queryKey) => queries.invalidateQueries({ queryKey })))
    }
  }
  const put = (change: (all: readonly Remark[]) => readonly Remark[]): void => queries.setQueryData<readonly Remark[]>(key, (all) => change(all ?? [])) as void
  const send = async (): Promise<void> => {
    if (text.trim() && (await doing(() => addRemark(about, withIds(text.trim(), met), replyTo?.id ?? null)))) { setText(''); setMet([]); setReplyTo(null) }
  }
  const toggled = (one: Remark, sign: string, on: boolean): Remark => {
    const others = one.reactions.map((each) => (each.sign === sign ? { sign, people: [...each.people.filter((person) => person !== session.user.id), ...(on ? [session.user.id] : [])] } : each))
    return { ...one, reactions: (on && !one.reactions.some((each) => each.sign === sign) ? [...others, { sign, people: [session.user.id] }] : others).filter(({ people }) => people.length > 0) }
  }
  return {
    text, setText, replyTo, setReplyTo, problem, send, meet: (person: Mentioned) => setMet((all) => [...all, person]), remarks,
    acts: {
      react: (one: Remark, sign: string, on: boolean): void => { put((all) => all.map((each) => (each.id === one.id ? toggled(each, sign, on) : each))); void doing(() => react(about, one.id, { sign, on })) },
      edit: (one: Remark, body: string): Promise<boolean> => doing(() => editRemark(about, one.id, body)),
      remove: (one: Remark): void => { put((all) => all.filter(({ id }) => id !== one.id)); void doing(() => removeRemark(about, one.id)) },
      reply: (one: Remark): void => setReplyTo(one),
      quote: (one: Remark): void => { setReplyTo(one); setText((old) => `${old}${old ? '\n' : ''}${withNames(one.body).split('\n').map((line) => `> ${line}`).join('\n')}\n\n`) },
    },
  }
}

function Composer({ about, talk }: { about: About; talk: ReturnType<typeof useTalk> }) {
  const { t } = useTranslation()
  return (
    <div className="form-stack">
      {talk.replyTo ? <div className="answering"><span>{t('record.replying')} <Person who={talk.replyTo.author} /></span><Button size="compact-xs" variant="subtle" onClick={() => talk.setReplyTo(null)}>{t('record.cancel')}</Button></div> : null}
      <MentionBox key={talk.replyTo?.id ?? ''} about={about} text={talk.text} change={talk.setText} meet={talk.meet} send={() => void talk.send()} label={t('record.comment')} autoFocus={talk.replyTo !== null} />
      <Group justify="space-between" gap="xs"><span className="muted comment-hint">{t('record.comment_hint')}</span><Button size="compact-sm" variant="default" disabled={!talk.text.trim()} onClick={() => void talk.send()}>{t('record.comment_add')}</Button></Group>
      {talk.problem ? <p className="error" role="alert">{talk.problem}</p> : null}
    </div>
  )
}
