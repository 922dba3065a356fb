import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useBench, useDraftState } from '../draft/context.tsx'

const shown = (value: unknown): string => { const text = value === undefined ? '–' : JSON.stringify(value); return text.length > 80 ? `${text.slice(0, 80)}…` : text }
/** Parts that somebody else changed at the same time: ours stands until one of both is chosen. */
export function Clashes() {
  const { t } = useTranslation()
  const { store } = useBench()
  const { work } = useDraftState()
  if (work.clashes.length === 0) return null
  return (
    <div className="bench-clashes" role="alert">
      {work.clashes.flatMap(({ place, conflicts }) => conflicts.map(({ path, ours, theirs }) => (
        <div className="bar" data-tone="warn" key={`${place.kind}/${place.key}${path}`}>
          <span dir="auto">{t('design.clash', { path: `${place.key}${path}`, ours: shown(ours), theirs: shown(theirs) })}</span>
          <Group gap={6}>
            <Button size="compact-sm" variant="default" onClick={() => store.settle(place, { path, take: 'ours' })}>{t('design.keep_ours')}</Button>
            <Button size="compact-sm" variant="default" onClick={() => store.settle(place, { path, take: 'theirs' })}>{t('design.take_theirs')}</Button>
          </Group>
        </div>
      )))}
    </div>
  )
}
