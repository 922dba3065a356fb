import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../model/context.tsx'
import { isListed } from '../model/field-view.ts'
import { columnsOf } from './list-data.ts'
import type { ListTool } from './list-tool.ts'

export function ColumnChoices({ view, state, set }: ListTool) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const fields = columnsOf(model, view, state.columns)
  const shown = fields.map((field) => field.name)
  const rest = view.entity.fields.filter((field) => isListed(field) && !shown.includes(field.name))
  const label = (name: string): string => fields.find((field) => field.name === name)?.label ?? name
  const move = (name: string, by: number): void => {
    const at = shown.indexOf(name)
    const next = shown.filter((other) => other !== name)
    next.splice(Math.max(0, at + by), 0, name)
    set({ columns: next })
  }
  return (
      <div>
        {shown.map((name, at) => (
          <div key={name} className="tree-row">
            <Checkbox label={label(name)} checked disabled={shown.length === 1} onChange={() => set({ columns: shown.filter((other) => other !== name) })} /><span className="grow" />
            <ActionIcon size="sm" disabled={at === 0} aria-label={t('list.move_up', { column: label(name) })} onClick={() => move(name, -1)}><IconArrowUp size={14} /></ActionIcon>
            <ActionIcon size="sm" disabled={at === shown.length - 1} aria-label={t('list.move_down', { column: label(name) })} onClick={() => move(name, 1)}><IconArrowDown size={14} /></ActionIcon>
          </div>
        ))}
        {rest.map((field) => <div key={field.key} className="tree-row"><Checkbox label={field.label} checked={false} onChange={() => set({ columns: [...shown, field.name] })} /></div>)}
        <Button variant="subtle" size="compact-sm" onClick={() => set({ columns: [] })}>{t('list.reset')}</Button>
      </div>
  )
}
