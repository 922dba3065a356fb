import { Button, Group } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '../../runtime/shell/states.tsx'
import type { LiveOverview } from '../client/publishing.ts'

export function Published({ live }: { live: LiveOverview }) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone; who reads by ear or keyboard goes on from here.
  useEffect(() => { place.current?.focus() }, [])
  return (
    <div ref={place} tabIndex={-1} role="status">
      <EmptyState icon={<IconCircleCheck size={32} aria-hidden />} title={t('studio.published', { version: live.version })} text={t('studio.published_text')}
        action={<Group><Button component={Link} to="/">{t('studio.open_app')}</Button><Button component={Link} variant="default" to="/studio/versions">{t('studio.versions')}</Button></Group>} />
    </div>
  )
}
