import { Modal, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSetting } from '../client/settings.ts'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'
import { useAllActions } from './actions.ts'
import { keysText } from './shortcuts.ts'

addTexts(frameTexts)
/** Keys that every page has without naming them. */
const general = [['mod+k', 'frame.key_palette'], ['/', 'frame.key_search'], ['Esc', 'frame.key_close'], ['mod+s', 'frame.key_save'], ['mod+Enter', 'frame.key_primary']] as const

/** The keys of the page that is open, from the same list as the palette. */
export function Help({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const [letters, setLetters] = useSetting<boolean>('shortcuts', true)
  const own = useAllActions().filter(({ keys }) => keys)
  const rows = [...new Map(own.map((action) => [action.keys ?? '', action.label]))]
  return (
    <Modal opened onClose={close} title={t('frame.keys')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <table className="plain key-map">
        <tbody>
          {[...general.map(([keys, text]): readonly [string, string] => [keys, t(text)]), ...rows].map(([keys, label]) => <tr key={keys}><td><kbd className="keys">{keysText(keys)}</kbd></td><td>{label}</td></tr>)}
        </tbody>
      </table>
      <Switch mt="md" label={t('frame.letters')} description={t('frame.letters_text')} checked={letters !== false} onChange={(event) => setLetters(event.currentTarget.checked)} />
    </Modal>
  )
}
