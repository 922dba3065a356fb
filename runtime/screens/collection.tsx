import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { IconDots, IconDownload, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { address } from '../client/request.ts'
import { Columns } from '../list/columns-menu.tsx'
import { GroupMenu } from '../list/group-menu.tsx'
import { FilterBar } from '../list/filter-bar.tsx'
import { type ListState, readState, writeState } from '../list/url-state.ts'
import { useWorkspace } from '../model/context.tsx'
import { defaultView, type View } from '../model/views.ts'
import { usePage } from '../shell/crumbs.tsx'
import { useDebounced } from '../shell/debounced.ts'
import { EmptyState } from '../shell/states.tsx'
import { layoutScreens } from '../views/index.tsx'

/** What an address names: a view by its key, else an entity by its name. */
export function useTarget(): View | undefined {
  const { model } = useWorkspace()
  const target = useParams()['target'] ?? ''
  const entity = model.byName.get(target)
  return model.views.get(target) ?? (entity ? defaultView(entity) : undefined)
}

export function CollectionScreen() {
  const { t } = useTranslation()
  const view = useTarget()
  if (!view) return <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} />
  return <Collection key={view.key} view={view} />
}

function Collection({ view }: { view: View }) {
  const { t } = useTranslation()
  const { app, target } = useParams()
  const [query, setQuery] = useSearchParams()
  const state = readState(query)
  const set = (change: Partial<ListState>, replace = false): void => setQuery((old) => writeState(old, { ...readState(old), after: '', ...change }), { replace })
  usePage({ label: view.label })
  const Screen = layoutScreens[view.layout]
  return (
    <section className="list" aria-labelledby="title">
      <div className="page-head">
        <h1 id="title">{view.label}</h1>
        <div className="grow" />
        <SearchBox text={state.search} set={(search) => set({ search }, true)} />
        {view.layout === 'list' ? <><GroupMenu view={view} state={state} set={set} /><Columns view={view} state={state} set={set} /></> : null}
        <More view={view} root={`/${app ?? ''}/${target ?? ''}`} />
        {view.entity.may.create ? <Button component={Link} to={`/${app ?? ''}/${target ?? ''}/new`} leftSection={<IconPlus size={16} aria-hidden />}>{t('list.create', { entity: view.entity.label })}</Button> : null}
      </div>
      <FilterBar view={view} state={state} set={set} />
      <Screen view={view} state={state} set={set} root={`/${app ?? ''}/${target ?? ''}`} />
    </section>
  )
}

/** What concerns the whole list; absent where nothing of it is allowed. */
function More({ view: { entity }, root }: { view: View; root: string }) {
  const { t } = useTranslation()
  if (!entity.may.import && !entity.may.export) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon size="lg" aria-label={t('shell.more')}><IconDots size={18} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {entity.may.import ? <Menu.Item component={Link} to={`${root}/import`} leftSection={<IconUpload size={16} />}>{t('list.import')}</Menu.Item> : null}
        {entity.may.export ? <Menu.Item component="a" href={address(`/_/export/${entity.name}.csv`)} download leftSection={<IconDownload size={16} />}>{t('list.export')}</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  )
}

function SearchBox({ text, set }: { text: string; set: (text: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(text)
  const rested = useDebounced(typed, 150)
  const sent = useRef(text)
  useEffect(() => {
    if (rested === sent.current) return
    sent.current = rested
    set(rested)
  }, [rested, set])
  // Back, a cleared filter or a link changes the words from outside.
  useEffect(() => {
    if (text === sent.current) return
    sent.current = text
    setTyped(text)
  }, [text])
  return <TextInput type="search" aria-label={t('list.search')} placeholder={t('list.search')} leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
}
