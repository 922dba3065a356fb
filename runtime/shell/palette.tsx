import '@mantine/spotlight/styles.css'
import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { searchAll } from '../client/search.ts'
import { useWorkspace } from '../model/context.tsx'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'
import { type Action, buttonsOfPage, useAllActions } from './actions.ts'
import { useDebounced } from './debounced.ts'
import { fit } from './fuzzy.ts'
import { Icon } from './icon.tsx'
import { takeTyped } from './palette-keys.ts'
import { type Entry, useCreates, usePlaceOf, useScreens } from './palette-entries.ts'
import { useNamed, useRecents } from './places.ts'
import { keysText } from './shortcuts.ts'

addTexts(frameTexts)
const [store, spotlight] = createSpotlight()

/** `>` commands only, `#` numbers and records only, `@` people only. */
const prefixes = ['>', '#', '@'] as const
type Prefix = (typeof prefixes)[number] | ''

export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [buttons, setButtons] = useState<readonly Action[]>([])
  const [seen, see] = useState(false)
  // The page's buttons are looked up at the moment of opening, while the page still has them all.
  if (opened !== seen) {
    see(opened)
    if (opened) setButtons(buttonsOfPage())
  }
  useEffect(() => { if (opened) spotlight.open() }, [opened])
  const prefix: Prefix = prefixes.find((one) => text.startsWith(one)) ?? ''
  const typed = (prefix ? text.slice(1) : text).trim()
  const groups = useGroups({ prefix, typed, buttons })
  const run = (entry: Entry): void => { void entry.run() }
  const actions = groups.map(({ group, entries }) => ({
    group,
    actions: entries.map((entry) => ({
      id: entry.id, label: entry.label, ...(entry.about ? { description: entry.about } : {}), leftSection: <Icon name={entry.icon ?? 'list'} />, onClick: () => run(entry),
      ...(entry.keys ? { rightSection: <kbd className="keys">{keysText(entry.keys)}</kbd> as ReactNode } : {}),
    })),
  }))
  return (
    <Spotlight store={store} shortcut={null} query={text} onQueryChange={setText} onSpotlightClose={close} actions={actions} filter={(_, all) => all} lockScroll={false}
      nothingFound={t('shell.nothing_found')} highlightQuery limit={60} scrollable maxHeight={420}
      searchProps={{ onFocus: () => { const kept = takeTyped(); if (kept) setText((old) => old + kept) }, leftSection: <IconSearch size={18} aria-hidden />, placeholder: t('frame.palette_hint'), 'aria-label': t('shell.search') }} />
  )
}

interface Asked { readonly prefix: Prefix; readonly typed: string; readonly buttons: readonly Action[] }
function useGroups({ prefix, typed, buttons }: Asked) {
  const { t } = useTranslation()
  const go = useNavigate()
  const records = useRecords(typed, prefix)
  const registered = useAllActions()
  const actions = [...registered.filter(({ silent }) => !silent), ...buttons].map((action): Entry & Pick<Action, 'group'> => ({ ...action, icon: action.icon ?? 'bolt' }))
  const screens = useScreens()
  const creates = useCreates()
  const recents = useNamed(useRecents().places).map((place): Entry => ({ id: `recent-${place.to}`, label: place.label, about: place.about, icon: place.icon, run: () => go(place.to) }))
  const commands = prefix === '' || prefix === '>'
  const best = (entries: readonly Entry[], most: number): readonly Entry[] => ranked(entries, typed).slice(0, most)
  const everywhere: Entry = { id: 'search-all', label: t('frame.search_for', { text: typed }), icon: 'search', about: '', run: () => go(`/_/search?q=${encodeURIComponent(typed)}`) }
  const screensFound = best(screens, 10)
  const shown = [
    { group: t('frame.recents'), entries: prefix === '' && typed === '' ? recents : [] },
    // A screen that is called exactly like this stands before records that only mention it.
    { group: t('frame.this_page'), entries: commands ? best(actions.filter(({ group }) => group !== 'settings' && group !== 'go'), typed ? 8 : 10) : [] },
    { group: t('shell.go_to'), entries: commands ? [...screensFound, ...best(actions.filter(({ group }) => group === 'go'), 4)].slice(0, typed ? 10 : 6) : [] },
    { group: t('shell.records'), entries: prefix === '>' || typed.length < 2 ? [] : [...records, ...(prefix === '' ? [everywhere] : [])] },
    { group: t('shell.create'), entries: commands ? best(creates, typed ? 8 : 4) : [] },
    { group: t('frame.settings'), entries: commands ? best(actions.filter(({ group }) => group === 'settings'), typed ? 8 : 4) : [] },
  ].filter(({ entries }) => entries.length > 0)
  // The group with the best hit is read first; records follow where something is called as typed.
  return typed === '' ? shown : shown.toSorted((a, b) => weight(b, typed) - weight(a, typed))
}
const ranked = (entries: readonly Entry[], typed: string): readonly Entry[] =>
  typed === '' ? entries : entries.map((entry) => ({ entry, points: Math.max(fit(entry.label, typed) * 2, fit(`${entry.about ?? ''} ${entry.label}`, typed)) })).filter(({ points }) => points > 0).toSorted((a, b) => b.points - a.points).map(({ entry }) => entry)
const weight = ({ entries }: { entries: readonly Entry[] }, typed: string): number => Math.max(...entries.map(({ label, exact, about }) => (exact ? 300 : Math.max(fit(label, typed), fit(about ?? '', typed) * 1.01))))

function useRecords(typed: string, prefix: Prefix): readonly Entry[] {
  const { model } = useWorkspace()
  const go = useNavigate()
  const placeOf = usePlaceOf()
  const text = useDebounced(typed, 150)
  const entity = prefix === '@' ? model.byKey.get('user')?.name : undefined
  const found = useQuery({ queryKey: ['search', 'palette', text, entity ?? ''], queryFn: ({ signal }) => searchAll({ q: text, entity, size: 4 }, signal), enabled: text.length > 1 && prefix !== '>', staleTime: 10_000, placeholderData: keepPreviousData })
  if (typed.length < 2 || (prefix === '@' && !entity)) return []
  const groups = found.data?.groups ?? []
  return groups.flatMap((group) => group.rows.flatMap((row): Entry[] => {
    const about = model.byName.get(group.entity)
    if (!about || (prefix === '#' && !row.exact && !/\d/.test(row.title))) return []
    const to = placeOf(about, row.id)
    return [{ id: row.id, label: row.title || about.label, about: [about.label, ...row.found.map(({ text: words }) => words)].join(' · '), icon: about.icon, exact: row.exact, run: () => go(to) }]
  })).slice(0, 12)
}
