import { Combobox, InputBase, MultiSelect, useCombobox } from '@mantine/core'
import { IconExternalLink, IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Row } from '../../metadata/api/records.ts'
import { isObject } from '../../metadata/base/json.ts'
import { useWorkspace } from '../model/context.tsx'
import { linkTitle } from '../model/title.ts'
import { useCreateTarget } from './create-target.ts'
import { LinkPeek } from './link-peek.tsx'
import { keepRecent } from './recent.ts'
import { type Found, foundOf, useTargets } from './targets.ts'
import { type EditProps, inputProps } from './widget.ts'

const createKey = '+'

/** A type-ahead picker; the value becomes `{ id, title, … }` at once, so the page can show what depends on it. */
export function LinkEdit(props: EditProps) {
  const { t } = useTranslation()
  const [text, setText] = useState<string | null>(null)
  const combobox = useCombobox({ onDropdownClose: () => { combobox.resetSelectedOption(); setText(null) } })
  const picker = usePicker(props, text ?? '', combobox.dropdownOpened)
  // The best match is chosen by Enter at once, however late it comes.
  const offered = [...picker.recent, ...picker.found].map((one) => one.id).join()
  const { dropdownOpened, selectFirstOption } = combobox
  useEffect(() => { if (dropdownOpened && text) selectFirstOption() }, [offered, picker.mayCreate, text, dropdownOpened, selectFirstOption])
  const submit = (id: string): void => {
    if (id === createKey) picker.create()
    else picker.choose(id)
    combobox.closeDropdown()
  }
  const type = (typed: string): void => { setText(typed); combobox.openDropdown(); combobox.updateSelectedOptionIndex() }
  const shown = isObject(props.value) && !props.label ? props.value : null
  return (
    <div className="link-edit" data-open={shown ? '' : undefined}>
    <Combobox store={combobox} onOptionSubmit={submit} transitionProps={{ duration: 0 }} width="target" floatingStrategy="fixed">
      <Combobox.Target withExpandedAttribute>
        <InputBase {...inputProps(props)} dir="auto" autoComplete="off" value={text ?? linkTitle(props.value)} rightSectionPointerEvents="all"
          rightSection={props.value ? <Combobox.ClearButton onClear={() => props.change(null)} aria-label={t('record.clear')} /> : <Combobox.Chevron />}
          onClick={() => combobox.openDropdown()} onFocus={(event) => event.currentTarget.select()} onBlur={() => combobox.closeDropdown()} onChange={(event) => type(event.currentTarget.value)} />
      </Combobox.Target>
      {dropdownOpened ? <Choices {...picker} text={text?.trim() ?? ''} /> : null}
    </Combobox>
      {shown ? <LinkPeek field={props.field} value={shown} label={t('record.open_link', { title: linkTitle(shown) })}><IconExternalLink size={16} aria-hidden /></LinkPeek> : null}
    </div>
  )
}

/** What is offered, and what choosing or creating does. */
function usePicker(props: EditProps, text: string, on: boolean) {
  const { model, session } = useWorkspace()
  const offer = useCreateTarget()
  const { target, recent, found, busy } = useTargets({ field: props.field, text, on, env: props.env })
  const take = (one: Found): void => {
    if (target) keepRecent(session.user.id, target.name, one.id)
    props.change({ ...one.row, id: one.id, title: one.title })
  }
  const words = text.trim()
  const known = found.some((one) => one.title.toLowerCase() === words.toLowerCase())
  const mayCreate = offer !== null && target !== undefined && target.may.create && words !== '' && !known && !busy
  return {
    recent, found, busy, mayCreate,
    choose: (id: string): void => { const one = [...recent, ...found].find((each) => each.id === id); if (one) take(one) },
    create: (): void => { if (offer && target) offer({ entity: target, text: words, choose: (row: Row) => take(foundOf(model, target, row)) }) },
  }
}

interface ChoicesProps { readonly recent: readonly Found[]; readonly found: readonly Found[]; readonly busy: boolean; readonly mayCreate: boolean; readonly text: string }
function Choices({ recent, found, busy, mayCreate, text }: ChoicesProps) {
  const { t } = useTranslation()
  const option = (one: Found) => <Combobox.Option key={one.id} value={one.id}><span dir="auto">{one.title}</span>{one.hint ? <span className="option-hint" dir="auto">{one.hint}</span> : null}</Combobox.Option>
  return (
    <Combobox.Dropdown miw={240}>
      <Combobox.Options mah={280} className="options">
        {recent.length ? <Combobox.Group label={t('record.recent')}>{recent.map(option)}</Combobox.Group> : null}
        {recent.length && found.length ? <Combobox.Group label={t('record.all')}>{found.map(option)}</Combobox.Group> : found.map(option)}
        {recent.length + found.length || mayCreate ? null : <Combobox.Empty>{t(busy ? 'list.loading' : 'record.no_match')}</Combobox.Empty>}
        {mayCreate ? <Combobox.Option value={createKey}><span className="option-create"><IconPlus size={14} aria-hidden />{t('record.create_in_place', { name: text })}</span></Combobox.Option> : null}
      </Combobox.Options>
    </Combobox.Dropdown>
  )
}

/** Several records. Chosen ones stay in the list of options whatever is searched. */
export function LinksEdit(props: EditProps) {
  const [text, setText] = useState('')
  const chosen = (Array.isArray(props.value) ? props.value : []).map((one) => (isObject(one) ? { id: String(one['id']), title: linkTitle(one) } : { id: String(one), title: String(one) }))
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const offer = useCreateTarget()
  const { target, recent, found, busy } = useTargets({ field: props.field, text, on: true, env: props.env })
  const offered = [...recent, ...found]
  const all = [...chosen, ...offered.filter((one) => !chosen.some((other) => other.id === one.id))]
  const words = text.trim()
  const mayCreate = offer !== null && target?.may.create === true && words !== '' && !busy && !found.some((one) => one.title.toLowerCase() === words.toLowerCase())
  const add = (row: Row): void => { if (target) props.change([...chosen, { id: row.id, title: foundOf(model, target, row).title }]) }
  const set = (ids: readonly string[]): void => {
    if (ids.includes(createKey)) { if (offer && target) offer({ entity: target, text: words, choose: add }); return setText('') }
    const fresh = ids.find((id) => !chosen.some((one) => one.id === id))
    if (fresh && target) keepRecent(session.user.id, target.name, fresh)
    props.change(ids.map((id) => { const one = all.find((each) => each.id === id); return { id, title: one?.title ?? id } }))
  }
  const data = [...all.map((one) => ({ value: one.id, label: one.title })), ...(mayCreate ? [{ value: createKey, label: t('record.create_in_place', { name: words }) }] : [])]
  // What fits was found by the server, in fields that are not shown here too.
  return <MultiSelect {...inputProps(props)} searchable searchValue={text} onSearchChange={setText} filter={({ options }) => options} data={data} value={chosen.map((one) => one.id)} onChange={set} nothingFoundMessage={t(busy ? 'list.loading' : 'record.no_match')} />
}
