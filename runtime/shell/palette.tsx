import '@mantine/spotlight/styles.css'
import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { listRecords } from '../client/records.ts'
import { leaves } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { titleOfRow } from '../model/title.ts'
import { useAdministration, useStudio } from './app-menu.tsx'
import { useDebounced } from './debounced.ts'
import { Icon } from './icon.tsx'
import { takeTyped } from './palette-keys.ts'

const [store, spotlight] = createSpotlight()
interface Entry { readonly id: string; readonly label: string; readonly description: string; readonly icon: string; readonly to: string }

export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [text, setText] = useState('')
  useEffect(() => { if (opened) spotlight.open() }, [opened])
  const groups = [
    { group: t('shell.records'), entries: useRecords(useDebounced(text.trim(), 150)) },
    { group: t('shell.go_to'), entries: matching(useScreens(), text) },
    { group: t('shell.create'), entries: matching(useCreates(), text) },
  ].filter((group) => group.entries.length > 0)
  const actions = groups.map(({ group, entries }) => ({
    group,
    actions: entries.map((entry) => ({ id: entry.id, label: entry.label, description: entry.description, leftSection: <Icon name={entry.icon} />, onClick: () => void go(entry.to) })),
  }))
  return (
    <Spotlight store={store} shortcut={null} query={text} onQueryChange={setText} onSpotlightClose={close} actions={actions} filter={(_, all) => all} lockScroll={false}
      nothingFound={t('shell.nothing_found')} highlightQuery limit={30} scrollable maxHeight={420}
      searchProps={{ onFocus: () => { const typed = takeTyped(); if (typed) setText((old) => old + typed) }, leftSection: <IconSearch size={18} aria-hidden />, placeholder: t('shell.search_hint'), 'aria-label': t('shell.search') }} />
  )
}

const matching = (entries: readonly Entry[], text: string): readonly Entry[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => words.every((word) => `${entry.label} ${entry.description}`.toLowerCase().includes(word))).slice(0, 12)
}

function useScreens(): readonly Entry[] {
  const { model, session } = useWorkspace()
  const administration = useAdministration()
  const studio = useStudio()
  return useMemo(() => [...model.apps, ...(studio ? [studio] : []), ...(session.user.administrator ? [administration] : [])].flatMap((app) => leaves(app).map((item): Entry =>
    ({ id: `go-${app.key}-${item.key}`, label: item.label, description: app.label, icon: item.icon, to: `/${app.key}/${item.target ?? ''}` }))), [model, session, administration, studio])
}

/** One way to create each entity: in the first app that shows it. */
function useCreates(): readonly Entry[] {
  const { t } = useTranslation()
  const places = usePlaces()
  return places.filter(({ entity }) => entity.may.create).map(({ entity, app }) =>
    ({ id: `new-${entity.key}`, label: t('list.create', { entity: entity.label }), description: entity.plural, icon: entity.icon, to: `/${app}/${entity.name}/new` }))
}

function useRecords(text: string): readonly Entry[] {
  const { model } = useWorkspace()
  const places = usePlaces().filter(({ entity }) => entity.search.length > 0).slice(0, 12)
  const answers = useQueries({ queries: places.map(({ entity }) => ({
    queryKey: ['palette', entity.name, text], enabled: text.length > 1, staleTime: 10_000,
    queryFn: ({ signal }: { signal: AbortSignal }) => listRecords(entity.name, { search: text, size: 5, count: 'none' }, signal),
  })) })
  return places.flatMap(({ entity, app }, index) => (answers[index]?.data?.rows ?? []).map((row): Entry =>
    ({ id: row.id, label: titleOfRow(model, entity, row), description: entity.label, icon: entity.icon, to: `/${app}/${entity.name}/${row.id}` })))
}

function usePlaces() {
  const { model, session } = useWorkspace()
  const administration = useAdministration()
  return useMemo(() => {
    const apps = [...model.apps, ...(session.user.administrator ? [administration] : [])]
    const places = apps.flatMap((app) => leaves(app).flatMap((item) => {
      const entity = item.entity ? model.byName.get(item.entity) : undefined
      return entity ? [{ entity, app: app.key }] : []
    }))
    return places.filter((place, index) => places.findIndex((other) => other.entity === place.entity) === index)
  }, [model, session, administration])
}
