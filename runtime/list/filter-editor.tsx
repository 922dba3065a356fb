import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import type { Operator } from '../../metadata/fields/field-type.ts'
import { operatorsOf, shownAs } from '../model/field-view.ts'
import { fieldOf } from '../model/model.ts'
import type { View } from '../model/views.ts'
import { edits } from '../widgets/edit.tsx'
import type { Condition, FilterValue } from './filter.ts'

/** Loaded when a filter is first added or changed: with it come the widgets that edit values. */
export function FilterEditor({ view, start, save }: { view: View; start: Condition | null; save: (condition: Condition) => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(start?.field ?? null)
  const [operator, setOperator] = useState<string>(start ? (start.not ? 'not_empty' : start.operator) : '')
  const [value, setValue] = useState<unknown>(start?.value ?? null)
  const field = name ? fieldOf(view.entity, name) : undefined
  const offered = field ? operatorsOf(field).filter((one) => one !== 'in').flatMap((one): string[] => (one === 'empty' ? ['empty', 'not_empty'] : [one])) : []
  const chosen = offered.includes(operator) ? operator : (offered[0] ?? '')
  const valueless = chosen === 'empty' || chosen === 'not_empty'
  const submit = (): void => {
    if (!field) return
    const plain = isObject(value) ? String(value['id'] ?? value['amount'] ?? '') : (value as FilterValue)
    save(valueless ? { field: field.name, operator: 'empty', value: null, not: chosen === 'not_empty' } : { field: field.name, operator: chosen as Operator, value: shownAs(field) === 'switch' ? value === true : plain })
  }
  const Edit = field ? edits[shownAs(field) === 'long_text' ? 'text' : shownAs(field)] : null
  return (
    <form className="form-stack" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <Select label={t('list.field')} searchable value={name} onChange={(next) => { setName(next); setValue(null) }} data={view.entity.fields.filter((one) => operatorsOf(one).length).map((one) => ({ value: one.name, label: one.label }))} comboboxProps={{ withinPortal: false }} />
      {field ? <Select label={t('list.condition')} allowDeselect={false} value={chosen} onChange={(next) => setOperator(next ?? '')} data={offered.map((one) => ({ value: one, label: t(`list.operator.${one}`) }))} comboboxProps={{ withinPortal: false }} /> : null}
      {field && Edit && !valueless ? <Edit field={field.type === 'multi_choice' ? { ...field, type: 'choice' } : field} value={value} change={setValue} label={t('list.value')} /> : null}
      <Button type="submit" disabled={!field || (!valueless && (value === null || value === '') && shownAs(field) !== 'switch')}>{t('list.apply')}</Button>
    </form>
  )
}
