import { ActionIcon, Button, Group, Menu, Popover } from '@mantine/core'
import { IconDots, IconMoodPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import type { About, Mentioned, Remark } from '../client/stories.ts'
import { useWorkspace } from '../model/context.tsx'
import { dateTimeText } from '../widgets/format.ts'
import { Markdown } from '../widgets/markdown.tsx'
import { MentionBox, mentionedIn, withIds, withNames } from './mention-box.tsx'
import { Person, usePersonName } from './person.tsx'

const signs = ['👍', '❤️', '🎉', '😄', '👀', '❓'] as const
export interface RemarkActs { readonly react: (one: Remark, sign: string, on: boolean) => void; readonly edit: (one: Remark, body: string) => Promise<boolean>; readonly remove: (one: Remark) => void; readonly reply: (one: Remark) => void; readonly quote: (one: Remark) => void }

/** One comment: what it says, to whom it answers, what others think of it. */
export function RemarkItem({ about, one, of, acts }: { about: About; one: Remark; of: Remark | undefined; acts: RemarkActs }) {
  const { t } = useTranslation()
  const { session } = useWorkspace()
  const [editing, setEditing] = useState(false)
  const own = one.author === session.user.id
  return (
    <article className="remark" id={`comment-${one.id}`} aria-label={t('record.comment_one')}>
      <header><strong><Person who={one.author} /></strong><time dateTime={one.created_at}>{dateTimeText(one.created_at)}</time>{one.edited_at ? <span className="muted"> {t('record.edited')}</span> : null}
        <span className="grow" /><Reactor one={one} acts={acts} />
        <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
          <Menu.Target><ActionIcon size="sm" aria-label={t('record.comment_menu')}><IconDots size={14} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => acts.reply(one)}>{t('record.reply')}</Menu.Item>
            <Menu.Item onClick={() => acts.quote(one)}>{t('record.quote')}</Menu.Item>
            {own ? <Menu.Item disabled={!one.open} title={one.open ? undefined : t('record.edit_late')} onClick={() => setEditing(true)}>{t('record.edit')}</Menu.Item> : null}
            {own ? <Menu.Item onClick={() => acts.remove(one)}>{t('record.delete')}</Menu.Item> : null}
          </Menu.Dropdown>
        </Menu>
      </header>
      {of ? <blockquote className="answered" dir="auto"><Person who={of.author} />: {withNames(of.body).split('\n').find((line) => line.trim() && !line.startsWith('>'))?.slice(0, 120)}</blockquote> : null}
      {editing ? <Editing about={about} one={one} acts={acts} close={() => setEditing(false)} /> : <Markdown text={one.body} />}
      {one.reactions.length ? <div className="reactions">{one.reactions.map(({ sign, people }) => <Counted key={sign} sign={sign} people={people} press={() => acts.react(one, sign, !people.includes(session.user.id))} on={people.includes(session.user.id)} />)}</div> : null}
    </article>
  )
}

function Editing({ about, one, acts, close }: { about: About; one: Remark; acts: RemarkActs; close: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(withNames(one.body))
  const [met, setMet] = useState<readonly Mentioned[]>(mentionedIn(one.body))
  const save = async (): Promise<void> => { if (await acts.edit(one, withIds(text, met))) close() }
  return (
    <div className="form-stack">
      <MentionBox about={about} text={text} change={setText} meet={(person) => setMet([...met, person])} send={() => void save()} label={t('record.edit')} autoFocus />
      <Group gap="xs"><Button size="compact-sm" disabled={!text.trim()} onClick={() => void save()}>{t('record.save')}</Button><Button size="compact-sm" variant="default" onClick={close}>{t('record.cancel')}</Button></Group>
    </div>
  )
}
function Counted({ sign, people, on, press }: { sign: string; people: readonly string[]; on: boolean; press: () => void }) {
  const name = usePersonName()
  const names = useQuery({ queryKey: ['names', ...people], staleTime: 300_000, queryFn: async () => (await Promise.all(people.slice(0, 10).map(name))).join(', ') })
  return <button type="button" className="reaction" aria-pressed={on} aria-label={`${sign} ${people.length}${names.data ? `: ${names.data}` : ''}`} title={names.data ?? ''} onClick={press}>{sign} {people.length}</button>
}
function Reactor({ one, acts }: { one: Remark; acts: RemarkActs }) {
  const { t } = useTranslation()
  const { session } = useWorkspace()
  const [open, setOpen] = useState(false)
  const mine = (sign: string): boolean => one.reactions.some((each) => each.sign === sign && each.people.includes(session.user.id))
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target><ActionIcon size="sm" aria-label={t('record.react')} aria-expanded={open} onClick={() => setOpen(!open)}><IconMoodPlus size={14} /></ActionIcon></Popover.Target>
      <Popover.Dropdown p={4}><Group gap={2}>{signs.map((sign) => <ActionIcon key={sign} size="lg" aria-label={sign} aria-pressed={mine(sign)} onClick={() => { acts.react(one, sign, !mine(sign)); setOpen(false) }}>{sign}</ActionIcon>)}</Group></Popover.Dropdown>
    </Popover>
  )
}
