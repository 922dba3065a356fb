import { Combobox, InputBase, MultiSelect, useCombobox } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { listRecords } from '../client/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { targetOf } from '../model/model.ts'
import { linkTitle, titleOfRow } from '../model/title.ts'
import { useDebounced } from '../shell/debounced.ts'
import { type EditProps, inputProps } from './widget.ts'

interface Found { readonly id: string; readonly title: string; readonly row: Readonly<Record<string, unknown>> }

/** Records a link may point to, by typed words. */
function useTargets(field: ClientField, text: string, on: boolean) {
  const { model } = useWorkspace()
  const target = targetOf(model, field)
  const words = useDebounced(text.trim(), 150)
  return useQuery({
    queryKey: ['list', target?.name ?? '', 'picker', words], enabled: on && target !== undefined, staleTime: 5_000, placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<readonly Found[]> => {
      if (!target) return []
      const reply = await listRecords(target.name, { search: words || undefined, size: 20, count: 'none' }, signal)
      return reply.rows.map((row) => ({ id: row.id, title: titleOfRow(model, target, row), row }))
    },
  })
}

/** A type-ahead picker; the value becomes `{ id, title, … }` at once, so the page can show what depends on it. */
export function LinkEdit(props: EditProps) {
  const { t } = useTranslation()
  const [text, setText] = useState<string | null>(null)
  const combobox = useCombobox({ onDropdownClose: () => { combobox.resetSelectedOption(); setText(null) } })
  const found = useTargets(props.field, text ?? '', combobox.dropdownOpened)
  const options = found.data ?? []
  const choose = (id: string): void => {
    const chosen = options.find((one) => one.id === id)
    if (chosen) props.change({ ...chosen.row, id: chosen.id, title: chosen.title })
    combobox.closeDropdown()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose} transitionProps={{ duration: 0 }}>
      <Combobox.Target>
        <InputBase {...inputProps(props)} dir="auto" autoComplete="off" value={text ?? linkTitle(props.value)} rightSectionPointerEvents="all"
          rightSection={props.value ? <Combobox.ClearButton onClear={() => props.change(null)} aria-label={t('record.clear')} /> : <Combobox.Chevron />}
          onClick={() => combobox.openDropdown()} onFocus={(event) => event.currentTarget.select()} onBlur={() => combobox.closeDropdown()}
          onChange={(event) => { setText(event.currentTarget.value); combobox.openDropdown(); combobox.updateSelectedOptionIndex() }} />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} className="options">
          {options.map((one) => <Combobox.Option key={one.id} value={one.id}>{one.title}</Combobox.Option>)}
          {options.length ? null : <Combobox.Empty>{t(found.isFetching ? 'list.loading' : 'record.no_match')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Several records. Chosen ones stay in the list of options whatever is searched. */
export function LinksEdit(props: EditProps) {
  const [text, setText] = useState('')
  const chosen = (Array.isArray(props.value) ? props.value : []).map((one): Found => (isObject(one) ? { id: String(one['id']), title: linkTitle(one), row: one } : { id: String(one), title: String(one), row: {} }))
  const found = useTargets(props.field, text, true)
  const all = [...chosen, ...(found.data ?? []).filter((one) => !chosen.some((other) => other.id === one.id))]
  const set = (ids: readonly string[]): void => props.change(ids.map((id) => { const one = all.find((each) => each.id === id); return { id, title: one?.title ?? id } }))
  return <MultiSelect {...inputProps(props)} searchable searchValue={text} onSearchChange={setText} data={all.map((one) => ({ value: one.id, label: one.title }))} value={chosen.map((one) => one.id)} onChange={set} />
}
