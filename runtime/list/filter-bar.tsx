import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconFilterPlus, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { choicesOf, filterKind } from '../model/field-view.ts'
import { fieldOf } from '../model/model.ts'
import type { View } from '../model/views.ts'
import { dateText } from '../widgets/format.ts'
import { type Condition, type FilterValue, filterText, parseFilter } from './filter.ts'
import type { ListState } from './url-state.ts'

const FilterEditor = lazy(() => import('./filter-editor.tsx').then((file) => ({ default: file.FilterEditor })))

interface FilterProps { readonly view: View; readonly state: ListState; readonly set: (change: Partial<ListState>) => void }

/** The filter as chips: field, operator, value. What is more than that stays one chip of text. */
export function FilterBar({ view, state, set }: FilterProps) {
  const { t } = useTranslation()
  const filter = parseFilter(state.filter)
  const kindOf = (name: string) => { const field = fieldOf(view.entity, name); return field ? filterKind(field) : 'text' as const }
  const write = (conditions: readonly Condition[], rest = filter.rest): void => set({ filter: filterText({ conditions, rest }, kindOf) })
  return (
    <div className="chips" role="group" aria-label={t('list.filters')}>
      {state.deleted ? <span className="chip">{t('list.in_bin')}<ActionIcon size="sm" radius="xl" aria-label={t('list.hide_bin')} onClick={() => set({ deleted: false })}><IconX size={14} /></ActionIcon></span> : null}
      {filter.conditions.map((condition, at) => (
        <Chip key={at} view={view} condition={condition} save={(next) => write(filter.conditions.with(at, next))} remove={() => write(filter.conditions.toSpliced(at, 1))} />
      ))}
      {filter.rest.map((text, at) => <span key={text} className="chip"><code>{text}</code><ActionIcon size="sm" radius="xl" aria-label={t('list.remove_filter', { name: text })} onClick={() => write(filter.conditions, filter.rest.toSpliced(at, 1))}><IconX size={14} /></ActionIcon></span>)}
      <Adder view={view} save={(condition) => write([...filter.conditions, condition])} />
      {state.filter ? <Button variant="subtle" size="compact-sm" onClick={() => set({ filter: '' })}>{t('list.clear')}</Button> : null}
    </div>
  )
}

function Chip({ view, condition, save, remove }: { view: View; condition: Condition; save: (condition: Condition) => void; remove: () => void }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const field = fieldOf(view.entity, condition.field)
  const name = field?.label ?? condition.field
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
      <span className="chip">
        <Popover.Target><button type="button" onClick={() => setOpened(!opened)}>{name} {t(`list.operator.${condition.operator === 'empty' && condition.not ? 'not_empty' : condition.operator}`)} {field ? shownValue(field, condition.value) : String(condition.value)}</button></Popover.Target>
        <ActionIcon size="sm" radius="xl" aria-label={t('list.remove_filter', { name })} onClick={remove}><IconX size={14} /></ActionIcon>
      </span>
      <Popover.Dropdown><Suspense><FilterEditor view={view} start={condition} save={(next) => { setOpened(false); save(next) }} /></Suspense></Popover.Dropdown>
    </Popover>
  )
}
function shownValue(field: ClientField, value: FilterValue): string {
  if (value === null) return ''
  const choices = choicesOf(field)
  const one = (item: unknown): string => choices.find((choice) => choice.key === item)?.label ?? (/^\d{4}-\d\d-\d\d$/.test(String(item)) ? dateText(String(item)) : String(item))
  return Array.isArray(value) ? value.map(one).join(', ') : one(value)
}

function Adder({ view, save }: { view: View; save: (condition: Condition) => void }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus>
      <Popover.Target><Button variant="subtle" size="compact-sm" leftSection={<IconFilterPlus size={16} aria-hidden />} onClick={() => setOpened(!opened)}>{t('list.add_filter')}</Button></Popover.Target>
      <Popover.Dropdown><Suspense><FilterEditor view={view} start={null} save={(condition) => { setOpened(false); save(condition) }} /></Suspense></Popover.Dropdown>
    </Popover>
  )
}
