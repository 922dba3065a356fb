import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Language } from '../../metadata/texts/index.ts'
import { logoAddress, useLook } from '../client/look.ts'
import { speak } from '../texts/index.ts'

/** The frame of the pages before the shell: a card, the product's name, the language. */
export function EntryFrame({ title, text, wide, children }: { title: string; text?: string; wide?: boolean; children: ReactNode }) {
  const { t, i18n } = useTranslation()
  const look = useLook()
  return (
    <main className="entry">
      <div className="entry-card" data-wide={wide ? '' : undefined}>
        <div className="brand"><img src={logoAddress(look) ?? '/icon.svg'} alt="" width={24} height={24} />{look.name ?? 'Officina'}</div>
        <h1>{title}</h1>
        {text ? <p>{text}</p> : null}
        {children}
        <SegmentedControl size="xs" aria-label={t('shell.language')} value={i18n.language} onChange={(value) => void speak(value as Language)}
          data={[{ value: 'en', label: 'English' }, { value: 'es', label: 'Español' }, { value: 'zh', label: '中文' }]} />
      </div>
    </main>
  )
}
