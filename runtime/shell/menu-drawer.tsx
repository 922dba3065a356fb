import { Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../model/context.tsx'
import { MenuPlaces } from './menu-places.tsx'
import { MenuOf, useAdministration, useStudio } from './app-menu.tsx'

/** The whole menu on a phone. */
export function MenuDrawer({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const administration = useAdministration()
  const studio = useStudio()
  return (
    <Drawer opened={opened} onClose={close} title={t('shell.menu')} size="85%" closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <nav aria-label={t('shell.menu')} onClick={close}>
        <MenuPlaces />
        {model.apps.map((app) => <MenuOf key={app.key} app={app} />)}
        {studio ? <MenuOf app={studio} /> : null}
        {session.user.administrator ? <MenuOf app={administration} /> : null}
      </nav>
    </Drawer>
  )
}
