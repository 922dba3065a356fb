import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice, Notices } from '../client/notices.ts'
import { useSetting } from '../client/settings.ts'
import { useWorkspace } from '../model/context.tsx'

const kinds: readonly Notice['kind'][] = ['mention', 'assigned', 'comment', 'changed', 'task']
type Chosen = Readonly<Partial<Record<Notice['kind'], { readonly app?: boolean; readonly mail?: boolean }>>>
const nothing: Chosen = {}

/** Where each kind of notice goes. */
export function Channels() {
  const { t } = useTranslation()
  const [chosen, choose] = useSetting<Chosen>('notices', nothing)
  const set = (kind: Notice['kind'], channel: 'app' | 'mail', on: boolean): void => choose((now) => ({ ...now, [kind]: { ...now[kind], [channel]: on } }))
  return (
    <details className="notice-settings">
      <summary>{t('frame.channels')}</summary>
      <table className="plain">
        <thead><tr><td /><th scope="col">{t('frame.channel_app')}</th><th scope="col">{t('frame.channel_mail')}</th></tr></thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`frame.kind_${kind}`)}</th>
              <td><Checkbox aria-label={`${t(`frame.kind_${kind}`)}: ${t('frame.channel_app')}`} checked={chosen[kind]?.app !== false} onChange={(event) => set(kind, 'app', event.currentTarget.checked)} /></td>
              <td><Checkbox aria-label={`${t(`frame.kind_${kind}`)}: ${t('frame.channel_mail')}`} checked={chosen[kind]?.mail === true} onChange={(event) => set(kind, 'mail', event.currentTarget.checked)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

export function Muted({ muted, hear }: { muted: Notices['muted']; hear: (entity: string, record: string) => void }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  if (muted.length === 0) return null
  return (
    <details className="notice-settings">
      <summary>{t('frame.muted')}</summary>
      <ul className="notice-list">
        {muted.map(({ entity, record, title }) => <li key={record} className="muted-line"><span dir="auto">{title} <span className="muted">{model.byName.get(entity)?.label}</span></span><Button size="compact-sm" variant="subtle" onClick={() => hear(entity, record)}>{t('frame.unmute')}</Button></li>)}
      </ul>
    </details>
  )
}
