import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CellPlace } from './cell-keys.ts'
import type { LineActs } from './use-lines.ts'

export interface MenuPlace { readonly at: number; readonly x: number; readonly y: number }
interface LineMenuProps { readonly place: MenuPlace | null; readonly count: number; readonly acts: LineActs; readonly focus: (place: CellPlace) => void; readonly close: () => void }

/** One menu for all lines, opened at the line's button or where the pointer is. */
export function LineMenu({ place, count, acts, focus, close }: LineMenuProps) {
  const { t } = useTranslation()
  if (!place) return null
  const { at, x, y } = place
  const go = (to: number): void => focus({ at: to, column: 0 })
  const item = (label: string, keys: string, act: () => void, off = false) => <Menu.Item disabled={off} rightSection={<kbd className="muted">{keys}</kbd>} onClick={act}>{t(label, { line: String(at + 1) })}</Menu.Item>
  return (
    <Menu opened onClose={close} position="bottom-start" withinPortal transitionProps={{ duration: 0 }} returnFocus>
      <Menu.Target><span className="menu-place" style={{ insetBlockStart: y, left: x }} /></Menu.Target>
      <Menu.Dropdown aria-label={t('record.line_menu', { line: String(at + 1) })}>
        {item('record.line_above', 'Ctrl +', () => { acts.insert(at); go(at) })}
        {item('record.line_below', '', () => { acts.insert(at + 1); go(at + 1) })}
        {item('record.line_copy', 'Ctrl Shift D', () => { acts.copy(at); go(at + 1) })}
        {item('record.line_up', 'Alt ↑', () => { acts.move(at, -1); go(at - 1) }, at === 0)}
        {item('record.line_down', 'Alt ↓', () => { acts.move(at, 1); go(at + 1) }, at === count - 1)}
        <Menu.Divider />
        {item('record.line_remove', 'Ctrl Del', () => acts.remove(at))}
      </Menu.Dropdown>
    </Menu>
  )
}
