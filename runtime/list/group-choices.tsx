import { Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../model/context.tsx'
import { groupsOf, mayGroup } from './list-data.ts'
import type { ListTool } from './list-tool.ts'

/** Up to three levels of groups. */
export function GroupChoices({ view, state, set }: ListTool) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const chosen = groupsOf(model, view, state)
  const names = chosen.map((field) => field.name)
  const offered = [...view.entity.fields.filter(mayGroup), ...chosen.filter((field) => field.name.includes('.'))]
  const choose = (level: number, name: string | null): void => set({ group: (name ? names.toSpliced(level, 1, name) : names.toSpliced(level, 1)).filter((one, at, all) => all.indexOf(one) === at) })
  return (
      <div className="form-stack">
        {[...names, ''].slice(0, 3).map((name, level) => (
          <Select key={level} label={t(level ? 'list.then_by' : 'list.group_by')} searchable clearable openOnFocus={false} value={name || null} onChange={(next) => choose(level, next)} comboboxProps={{ withinPortal: false }}
            data={offered.filter((field) => field.name === name || !names.includes(field.name)).map((field) => ({ value: field.name, label: field.label }))} />
        ))}
        {names.length ? <Button variant="subtle" size="compact-sm" onClick={() => set({ group: [] })}>{t('list.no_groups')}</Button> : null}
      </div>
  )
}
