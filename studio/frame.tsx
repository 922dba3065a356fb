import './studio.css'
import { useTranslation } from 'react-i18next'
import { Outlet } from 'react-router'
import { useWorkspace } from '../runtime/model/context.tsx'
import { EmptyState } from '../runtime/shell/states.tsx'
import { mayDesign } from '../runtime/shell/may-design.ts'
import { addTexts } from '../runtime/texts/index.ts'
import { studioAreas } from './texts/index.ts'

addTexts(...Object.values(studioAreas))

/** Everything below `/studio`. Its code and its texts arrive when it is first opened. */
export function StudioFrame() {
  const { t } = useTranslation()
  const { session } = useWorkspace()
  if (!mayDesign(session)) return <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} />
  return <Outlet />
}
