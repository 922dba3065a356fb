import { Button, Menu } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListState } from './url-state.ts'
import type { Saved } from './use-saved-view.ts'

const load = () => import('./saved-views-menu.tsx')
const Choices = lazy(() => load().then((file) => ({ default: file.SavedViewChoices })))
const Dialog = lazy(() => import('./saved-view-dialog.tsx').then((file) => ({ default: file.SavedViewDialog })))

export type Asking = 'new' | 'edit' | 'delete' | null
/** Saved ways to look at this list: the same for every layout. `*` says that what is seen is not what was saved. */
export function SavedViews({ saved, state }: { saved: Saved; state: ListState }) {
  const { t } = useTranslation()
  const [asking, ask] = useState<Asking>(null)
  const [opened, setOpened] = useState(false)
  const { active, changed } = saved
  const name = active?.name ?? ''
  const soon = (): void => void load()
  return (
    <>
      <Menu position="bottom-end" opened={opened} onChange={setOpened} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button variant="default" className="saved-views" onPointerEnter={soon} onFocus={soon} leftSection={<IconBookmark size={16} aria-hidden />}
            aria-label={active ? t(changed ? 'list.view_changed' : 'list.view_named', { name }) : t('list.views')}>{active ? `${name}${changed ? ' *' : ''}` : t('list.views')}</Button>
        </Menu.Target>
        <Menu.Dropdown className="popover-list"><Suspense><Choices saved={saved} state={state} ask={ask} close={() => setOpened(false)} /></Suspense></Menu.Dropdown>
      </Menu>
      {asking ? <Suspense><Dialog asking={asking} saved={saved} state={state} close={() => ask(null)} /></Suspense> : null}
    </>
  )
}

/** What the saved view says and is not shown. */
export function SavedViewNotice({ saved }: { saved: Saved }) {
  const { t } = useTranslation()
  const text = saved.gone ? t('list.view_gone') : saved.active?.dropped ? t('list.view_dropped', { count: String(saved.active.dropped) }) : ''
  return text ? <p className="list-notice" role="status">{text}</p> : null
}
