import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetting } from '../../client/settings.ts'
import { Section } from './section.tsx'

const kinds = ['mention', 'assigned', 'comment', 'changed', 'task'] as const
const channels = ['app', 'mail'] as const
type Channels = Readonly<Partial<Record<(typeof kinds)[number], Readonly<Partial<Record<(typeof channels)[number], boolean>>>>>>
/** Unless said otherwise, notices come in the app and not by mail. */
const usual = { app: true, mail: false } as const

export function Notices() {
  const { t } = useTranslation()
  const [stored, store] = useSetting<Channels>('notices', {})
  // Shown with the click itself; what is stored follows.
  const [changed, setChanged] = useState<Channels | null>(null)
  const chosen = changed ?? stored
  const choose = (next: Channels): void => { setChanged(next); store(next) }
  return (
    <Section id="notices" title={t('me.notices')} text={t('me.notices_text')}>
      <table className="plain">
        <thead><tr><th scope="col">{t('me.notice')}</th>{channels.map((channel) => <th key={channel} scope="col">{t(`me.channel.${channel}`)}</th>)}</tr></thead>
        <tbody>{kinds.map((kind) => (
          <tr key={kind}><th scope="row">{t(`me.notice.${kind}`)}</th>{channels.map((channel) => (
            <td key={channel}><Checkbox aria-label={`${t(`me.notice.${kind}`)}: ${t(`me.channel.${channel}`)}`} checked={chosen[kind]?.[channel] ?? usual[channel]}
              onChange={(event) => { const { checked } = event.currentTarget; choose({ ...chosen, [kind]: { ...chosen[kind], [channel]: checked } }) }} /></td>))}
          </tr>))}
        </tbody>
      </table>
    </Section>
  )
}
