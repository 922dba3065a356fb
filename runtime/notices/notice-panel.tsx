import { Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'
import { NoticeCentre } from './notice-centre.tsx'

addTexts(frameTexts)
/** The notices beside the page that is open. */
export function NoticePanel({ close }: { close: () => void }) {
  const { t } = useTranslation()
  return (
    <Drawer opened onClose={close} position="right" size="md" title={t('frame.notices')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <NoticeCentre left={close} />
      <p><Link to="/_/notices" onClick={close}>{t('frame.notices_all')}</Link></p>
    </Drawer>
  )
}
