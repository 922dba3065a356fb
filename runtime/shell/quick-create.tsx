import { Button, Drawer, Group, TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useSetting } from '../client/settings.ts'
import { useWorkspace } from '../model/context.tsx'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'
import { fit } from './fuzzy.ts'
import { Icon } from './icon.tsx'
import { useSpots } from './palette-entries.ts'
import { useAbout } from './places.ts'
import { QuickForm } from './quick-form.tsx'
import { EmptyState } from './states.tsx'

addTexts(frameTexts)

/** What is created most lately, or what the page is about, is offered at once; anything else is one choice away. */
export function QuickCreate({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const spots = useSpots().filter(({ entity }) => entity.may.create && !entity.parent)
  const here = useAbout(useLocation().pathname).entity
  const [last, keepLast] = useSetting<string>('created', '')
  const [chosen, choose] = useState(() => [here, last].find((name) => spots.some(({ entity }) => entity.name === name)) ?? '')
  const [typed, setTyped] = useState('')
  const entity = model.byName.get(chosen)
  const app = spots.find((spot) => spot.entity === entity)?.app ?? ''
  const others = spots.filter((spot) => fit(spot.entity.label, typed) > 0)
  const take = (name: string): void => { choose(name); setTyped('') }
  return (
    <Drawer opened onClose={close} position="right" size="md" title={entity ? t('list.create', { entity: entity.label }) : t('frame.what_new')} closeButtonProps={{ 'aria-label': t('shell.close') }} transitionProps={{ duration: 0 }}>
      {entity
        ? <><QuickForm key={entity.key} entity={entity} root={`/${app}/${entity.name}`} close={close} made={() => keepLast(entity.name)} /><Group mt="md"><Button variant="subtle" size="compact-sm" onClick={() => choose('')}>{t('frame.something_else')}</Button></Group></>
        : spots.length === 0 ? <EmptyState title={t('shell.nothing_found')} /> : (
          <>
            <TextInput autoFocus data-autofocus aria-label={t('frame.what_new')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={(event) => { const first = others[0]; if (event.key === 'Enter' && !event.nativeEvent.isComposing && first) take(first.entity.name) }} />
            <ul className="notice-list">{others.map((spot) => <li key={spot.entity.key}><UnstyledButton className="menu-link" onClick={() => take(spot.entity.name)}><Icon name={spot.entity.icon} size={18} /><span>{spot.entity.label}</span></UnstyledButton></li>)}</ul>
          </>
        )}
    </Drawer>
  )
}
