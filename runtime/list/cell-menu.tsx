import { Menu } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconExternalLink, IconFilter, IconFilterOff, IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useHref } from 'react-router'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { isObject } from '../../metadata/base/json.ts'
import { filterKind, isSortable, operatorsOf } from '../model/field-view.ts'
import { linkTitle } from '../model/title.ts'
import type { LayoutProps } from '../views/layout-props.ts'
import { both, conditionText } from './filter.ts'
import { valueIn } from './list-data.ts'
import '../texts/cell-menu.ts'

export interface CellPlace { readonly row: Row; readonly field: ClientField; readonly x: number; readonly y: number }

/** The condition that a cell's value meets, or does not; null where values of the kind are not compared. */
function conditionFor(field: ClientField, value: unknown, not: boolean): string | null {
  const plain = isObject(value) ? (value['id'] ?? value['amount']) : value
  if (plain === null || plain === undefined) return conditionText({ field: field.name, operator: 'empty', value: null, not })
  if (Array.isArray(plain) || isObject(plain) || !operatorsOf(field).includes('eq') || (not && !operatorsOf(field).includes('ne') && typeof plain !== 'boolean')) return null
  if (typeof plain === 'boolean') return conditionText({ field: field.name, operator: 'eq', value: not ? !plain : plain })
  return conditionText({ field: field.name, operator: not ? 'ne' : 'eq', value: String(plain) }, filterKind(field))
}
const copied = (value: unknown): string => (value === null || value === undefined ? '' : isObject(value) ? linkTitle(value) || String(value['amount'] ?? '') : Array.isArray(value) ? value.map(linkTitle).join(', ') : String(value))

interface CellMenuProps extends Pick<LayoutProps, 'state' | 'set' | 'root'> { readonly at: CellPlace; readonly close: () => void }
/** By the right button, a long press, or Shift+F10. */
export function CellMenu({ at: { row, field, x, y }, state, set, root, close }: CellMenuProps) {
  const { t } = useTranslation()
  const href = useHref(`${root}/${row.id}`)
  const value = valueIn(row, field.name)
  const [same, other] = [conditionFor(field, value, false), conditionFor(field, value, true)]
  const narrow = (condition: string): void => set({ filter: both(state.filter, condition) })
  return (
    <Menu opened onChange={(open) => { if (!open) close() }} position="bottom-start" withInitialFocusPlaceholder={false} returnFocus transitionProps={{ duration: 0 }}>
      <Menu.Target><span className="cell-menu-place" style={{ insetInlineStart: x, insetBlockStart: y }} /></Menu.Target>
      <Menu.Dropdown>
        {same ? <Menu.Item leftSection={<IconFilter size={16} aria-hidden />} onClick={() => narrow(same)}>{t('cell.filter')}</Menu.Item> : null}
        {other ? <Menu.Item leftSection={<IconFilterOff size={16} aria-hidden />} onClick={() => narrow(other)}>{t('cell.exclude')}</Menu.Item> : null}
        {isSortable(field) ? <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} onClick={() => set({ sort: field.name })}>{t('cell.up')}</Menu.Item> : null}
        {isSortable(field) ? <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} onClick={() => set({ sort: `-${field.name}` })}>{t('cell.down')}</Menu.Item> : null}
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void navigator.clipboard.writeText(copied(value))}>{t('cell.copy')}</Menu.Item>
        <Menu.Item component={Link} to={`${root}/${row.id}`} leftSection={<IconArrowRight size={16} aria-hidden />}>{t('cell.open')}</Menu.Item>
        <Menu.Item component="a" href={href} target="_blank" rel="noreferrer" leftSection={<IconExternalLink size={16} aria-hidden />}>{t('cell.open_tab')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
