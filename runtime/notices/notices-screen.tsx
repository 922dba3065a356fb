import { useTranslation } from 'react-i18next'
import { usePage } from '../shell/crumbs.tsx'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'
import { NoticeCentre } from './notice-centre.tsx'

addTexts(frameTexts)
const stay = (): void => undefined
export function NoticesScreen() {
  const { t } = useTranslation()
  usePage({ label: t('frame.notices') })
  return <div className="page narrow"><h1>{t('frame.notices')}</h1><NoticeCentre left={stay} /></div>
}
