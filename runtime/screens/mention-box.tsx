import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type About, type Mentioned, peopleToMention } from '../client/stories.ts'
import { useDebounced } from '../shell/debounced.ts'

/** Names are written as names; only what is sent carries who is meant. */
export const withIds = (text: string, people: readonly Mentioned[]): string =>
  [...people].sort((a, b) => b.name.length - a.name.length).reduce((body, { id, name }) => body.replaceAll(new RegExp(`@(?!\\[)${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'g'), () => `@[${name.replaceAll(']', '')}](${id})`), text)
const mention = /@\[([^\]]{1,100})\]\(([0-9a-f-]{36})\)/g
export const withNames = (body: string): string => body.replaceAll(mention, '@$1')
export const mentionedIn = (body: string): readonly Mentioned[] => [...body.matchAll(mention)].map(([, name = '', id = '']) => ({ id, name }))

interface MentionBoxProps { readonly about: About; readonly text: string; readonly change: (text: string) => void; readonly meet: (person: Mentioned) => void; readonly send: () => void; readonly label: string; readonly rows?: number; readonly autoFocus?: boolean }

/** Who is offered after an @, and what the keys do with the offer. */
function useOffer({ about, text, change, meet, send }: MentionBoxProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [word, setWord] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const search = useDebounced(word ?? '', 120)
  const found = useQuery({ queryKey: ['people', about.entity, about.id, search], enabled: word !== null, staleTime: 30_000, queryFn: () => peopleToMention(about, search) })
  const people = word === null ? [] : (found.data ?? []).filter(({ name }) => name.toLowerCase().includes(word.toLowerCase()))
  const look = (): void => {
    const element = area.current
    const typed = element ? /(?:^|[\s(])@([\p{L}\p{N}_.'-]{0,40})$/u.exec(element.value.slice(0, element.selectionStart)) : null
    setWord(typed ? (typed[1] ?? '') : null)
    setAt(0)
  }
  const choose = (person: Mentioned): void => {
    const element = area.current
    if (!element || word === null) return
    const end = element.selectionStart
    const start = end - word.length
    meet(person)
    change(`${text.slice(0, start)}${person.name} ${text.slice(end)}`)
    setWord(null)
    requestAnimationFrame(() => { element.focus(); element.setSelectionRange(start + person.name.length + 1, start + person.name.length + 1) })
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.stopPropagation(); return send() }
    const person = people[at]
    if (!person) return
    const acts: Readonly<Record<string, () => void>> = { ArrowDown: () => setAt((at + 1) % people.length), ArrowUp: () => setAt((at + people.length - 1) % people.length), Enter: () => choose(person), Tab: () => choose(person), Escape: () => setWord(null) }
    const act = acts[event.key]
    if (act) { event.preventDefault(); event.stopPropagation(); act() }
  }
  return { area, people, at, look, choose, keys, close: () => setWord(null) }
}

/** A text in which @ offers the people who may read the record. Ctrl+Enter sends it. */
export function MentionBox(props: MentionBoxProps) {
  const { text, change, label, rows = 3, autoFocus = false } = props
  const { t } = useTranslation()
  const id = useId()
  const { area, people, at, look, choose, keys, close } = useOffer(props)
  const open = people.length > 0
  return (
    <div className="mention-box">
      <Textarea ref={area} aria-label={label} placeholder={label} rows={rows} autosize minRows={rows} maxRows={14} dir="auto" autoFocus={autoFocus} value={text} role={open ? 'combobox' : undefined} aria-autocomplete={open ? 'list' : undefined} aria-expanded={open || undefined} aria-controls={open ? id : undefined} aria-activedescendant={open ? `${id}-${at}` : undefined}
        onChange={(event) => { change(event.currentTarget.value); look() }} onKeyDown={keys} onClick={look} onBlur={() => setTimeout(close, 150)} />
      {open ? (
        <ul role="listbox" id={id} aria-label={t('record.mention')} className="mention-list">
          {people.map((person, index) => <li key={person.id} id={`${id}-${index}`} role="option" aria-selected={index === at} onPointerDown={(event) => { event.preventDefault(); choose(person) }}>{person.name}</li>)}
        </ul>
      ) : null}
    </div>
  )
}
