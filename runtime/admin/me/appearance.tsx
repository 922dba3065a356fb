import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { densities, density, setDensity } from '../../shell/preferences.ts'
import { Section } from './section.tsx'

export function Appearance() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const [dense, setDense] = useState(density)
  return (
    <Section id="look" title={t('me.look')} text={t('me.look_text')}>
      <SegmentedControl aria-label={t('shell.theme')} value={colorScheme} onChange={(value) => setColorScheme(value as 'light')} data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`shell.theme.${value}`) }))} />
      <SegmentedControl aria-label={t('shell.density')} value={dense} onChange={(value) => { const chosen = densities.find((one) => one === value) ?? 'normal'; setDensity(chosen); setDense(chosen) }} data={densities.map((value) => ({ value, label: t(`shell.density.${value}`) }))} />
    </Section>
  )
}
