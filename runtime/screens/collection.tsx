import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Columns } from '../list/columns-menu.tsx'
import { GroupMenu } from '../list/group-menu.tsx'
import { ListMore } from '../list/list-more.tsx'
import { FilterBar } from '../list/filter-bar.tsx'
import { SavedViewNotice, SavedViews } from '../list/saved-views.tsx'
import { useListAddress } from '../list/use-saved-view.ts'
import { useWorkspace } from '../model/context.tsx'
import { defaultView, type View } from '../model/views.ts'
import { usePage } from '../shell/crumbs.tsx'
import { useDebounced } from '../shell/debounced.ts'
import { usePhone } from '../shell/phone.ts'
import { EmptyState, Waiting } from '../shell/states.tsx'
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
  const root = `/${app ?? ''}/${target ?? ''}`
  const phone = usePhone()
  const { state, set, saved, waiting } = useListAddress(view)
  usePage({ label: view.label })
  const Screen = layoutScreens[view.layout]
  return (
    <section className="list" aria-labelledby="title">
      <div className="page-head">
        <h1 id="title">{view.label}</h1>
        <div className="grow" />
        <SearchBox text={state.search} set={(search) => set({ search }, true)} />
        {view.layout === 'list' && !phone ? <><GroupMenu view={view} state={state} set={set} /><Columns view={view} state={state} set={set} /></> : null}
        <SavedViews saved={saved} state={state} />
        <ListMore view={view} state={state} set={set} root={root} />
        {view.entity.may.create ? <CreateButton to={`${root}/new`} label={t('list.create', { entity: view.entity.label })} phone={phone} /> : null}
      </div>
      <FilterBar view={view} state={state} set={set} />
      <SavedViewNotice saved={saved} />
      {waiting ? <Waiting /> : <Screen view={view} state={state} set={set} root={root} />}
    </section>
  )
}

/** On a phone the sign alone, with its words for those who listen. */
function CreateButton({ to, label, phone }: { to: string; label: string; phone: boolean }) {
  return phone
    ? <ActionIcon component={Link} to={to} variant="filled" color="blue" size="lg" aria-label={label}><IconPlus size={20} aria-hidden /></ActionIcon>
    : <Button component={Link} to={to} leftSection={<IconPlus size={16} aria-hidden />}>{label}</Button>
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
  return <TextInput className="list-search" type="search" aria-label={t('list.search')} placeholder={t('list.search')} leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
}
