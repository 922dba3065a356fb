import { Switch, Tabs, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type Found, searchAll } from '../client/search.ts'
import { useWorkspace } from '../model/context.tsx'
import { usePage } from '../shell/crumbs.tsx'
import { useDebounced } from '../shell/debounced.ts'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'
import { Groups } from './search-groups.tsx'

addTexts(frameTexts)

/** Everything that one may read, by words; what is looked for stands in the address. */
export function SearchScreen() {
  const { t } = useTranslation()
  const [query, setQuery] = useSearchParams()
  const q = query.get('q') ?? ''
  const [entity, mine, since] = [query.get('entity') ?? '', query.get('mine') ?? '', query.get('since') ?? '']
  usePage({ label: q ? `${t('frame.search_title')}: ${q}` : t('frame.search_title') })
  const set = (name: string, value: string, replace = false): void => setQuery((old) => { const next = new URLSearchParams(old); if (value) next.set(name, value); else next.delete(name); return next }, { replace })
  const narrowed = { mine: mine ? 'true' : undefined, since: /^\d{4}-\d\d-\d\d$/.test(since) ? since : undefined }
  const all = useQuery({ queryKey: ['search', q, '', narrowed], queryFn: ({ signal }) => searchAll({ q, size: 6, ...narrowed }, signal), enabled: q.trim() !== '', placeholderData: keepPreviousData })
  const one = useQuery({ queryKey: ['search', q, entity, narrowed], queryFn: ({ signal }) => searchAll({ q, entity, size: 50, ...narrowed }, signal), enabled: q.trim() !== '' && entity !== '', placeholderData: keepPreviousData })
  const shown = entity ? one : all
  return (
    <div className="page narrow search-page">
      <h1 className="hidden">{t('frame.search_title')}</h1>
      <Words q={q} set={(text) => set('q', text, true)} />
      <div className="search-narrow">
        <Switch label={t('frame.search_mine')} checked={mine !== ''} onChange={(event) => set('mine', event.currentTarget.checked ? '1' : '')} />
        <TextInput type="date" label={t('frame.search_since')} value={since} onChange={(event) => set('since', event.currentTarget.value)} />
      </div>
      {q.trim() === '' ? <EmptyState icon={<IconSearch size={32} aria-hidden />} title={t('frame.search_start')} text={t('frame.search_start_text')} /> : (
        <Tabs value={entity || 'all'} onChange={(value) => set('entity', value === 'all' ? '' : (value ?? ''))}>
          <Counts found={all.data} chosen={entity} />
          <Tabs.Panel value={entity || 'all'} tabIndex={-1}>
            {shown.isError && !shown.data ? <FailureState error={shown.error} retry={() => void shown.refetch()} /> : shown.data ? <Groups found={shown.data} q={q} alone={entity !== ''} open={(name) => set('entity', name)} /> : <Waiting />}
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  )
}

function Counts({ found, chosen }: { found: Found | undefined; chosen: string }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const groups = found?.groups ?? []
  const others = chosen && !groups.some(({ entity }) => entity === chosen) ? [chosen] : []
  return (
    <Tabs.List>
      <Tabs.Tab value="all">{t('frame.search_all')}</Tabs.Tab>
      {groups.map(({ entity, rows, more }) => <Tabs.Tab key={entity} value={entity}>{model.byName.get(entity)?.plural ?? entity} {rows.length}{more ? '+' : ''}</Tabs.Tab>)}
      {others.map((entity) => <Tabs.Tab key={entity} value={entity}>{model.byName.get(entity)?.plural ?? entity} 0</Tabs.Tab>)}
    </Tabs.List>
  )
}

function Words({ q, set }: { q: string; set: (text: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(q)
  const rested = useDebounced(typed, 200)
  const sent = useRef(q)
  useEffect(() => {
    if (rested === sent.current) return
    sent.current = rested
    set(rested)
  }, [rested, set])
  // Back or a link changes the words from outside.
  useEffect(() => {
    if (q === sent.current) return
    sent.current = q
    setTyped(q)
  }, [q])
  return <TextInput type="search" size="md" autoFocus aria-label={t('shell.search')} leftSection={<IconSearch size={18} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
}
