import { Button, Popover, Select } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../model/context.tsx'
import type { View } from '../model/views.ts'
import { groupsOf, mayGroup } from './list-data.ts'
import type { ListState } from './url-state.ts'

/** Up to three levels of groups; kept in the address. */
export function GroupMenu({ view, state, set }: { view: View; state: ListState; set: (change: Partial<ListState>) => void }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const chosen = groupsOf(model, view, state)
  const names = chosen.map((field) => field.name)
  const offered = [...view.entity.fields.filter(mayGroup), ...chosen.filter((field) => field.name.includes('.'))]
  const choose = (level: number, name: string | null): void => set({ group: (name ? names.toSpliced(level, 1, name) : names.toSpliced(level, 1)).filter((one, at, all) => all.indexOf(one) === at) })
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target><Button variant="default" leftSection={<IconStack2 size={16} aria-hidden />} data-on={names.length ? '' : undefined}>{names.length ? t('list.grouped_by', { names: chosen.map((field) => field.label).join(', ') }) : t('list.group')}</Button></Popover.Target>
      <Popover.Dropdown className="popover-list form-stack">
        {[...names, ''].slice(0, 3).map((name, level) => (
          <Select key={level} label={t(level ? 'list.then_by' : 'list.group_by')} searchable clearable openOnFocus={false} value={name || null} onChange={(next) => choose(level, next)} comboboxProps={{ withinPortal: false }}
            data={offered.filter((field) => field.name === name || !names.includes(field.name)).map((field) => ({ value: field.name, label: field.label }))} />
        ))}
        {names.length ? <Button variant="subtle" size="compact-sm" onClick={() => set({ group: [] })}>{t('list.no_groups')}</Button> : null}
      </Popover.Dropdown>
    </Popover>
  )
}
