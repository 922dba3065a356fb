import { ColorInput, MultiSelect, NumberInput, Rating, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import type { Widget } from '../../metadata/fields/field-type.ts'
import { useChoices } from './choices.ts'
import { DynamicLinkEdit } from './dynamic-link-edit.tsx'
import { FileEdit, FilesEdit } from './file-edit.tsx'
import { decimalText, durationText, fromLocalInput, localInput, parseDecimal, parseDuration } from './format.ts'
import { LinkEdit, LinksEdit } from './link-edit.tsx'
import { RichTextEdit } from './rich-text-edit.tsx'
import { SignatureEdit } from './signature-edit.tsx'
import { Shown } from './display.tsx'
import { type EditProps, inputProps } from './widget.ts'
import '../texts/record-words.ts'

interface Notation { show(value: unknown): string; read(text: string): unknown }
const same: Notation = { show: (value) => String(value ?? ''), read: (text) => (text === '' ? null : text) }

/** Keeps what is being typed and commits on every key; what does not read yet is passed on as typed, so that checking names it. */
function useTyped(props: EditProps, notation: Notation) {
  const [text, setText] = useState(() => notation.show(props.value))
  const sent = useRef(props.value)
  useEffect(() => {
    if (Object.is(props.value, sent.current)) return
    sent.current = props.value
    setText(notation.show(props.value))
  }, [props.value, notation])
  const type = (next: string): void => {
    setText(next)
    sent.current = next === '' ? null : notation.read(next)
    props.change(sent.current)
  }
  const settle = (): void => setText(notation.show(sent.current))
  return { text, type, settle }
}

const textInput = (type: 'text' | 'email' | 'tel' | 'url') => function TextEdit(props: EditProps) {
  const { text, type: typed } = useTyped(props, same)
  return <TextInput {...inputProps(props)} type={type} dir="auto" value={text} onChange={(event) => typed(event.currentTarget.value)} />
}
function LongTextEdit(props: EditProps) {
  const { text, type } = useTyped(props, same)
  return <Textarea {...inputProps(props)} dir="auto" rows={4} value={text} onChange={(event) => type(event.currentTarget.value)} />
}
const exact: Notation = { show: (value) => decimalText(value), read: (text) => parseDecimal(text) ?? text }
const whole: Notation = { show: (value) => decimalText(value), read: (text) => { const plain = parseDecimal(text); return plain !== null && /^-?\d{1,15}$/.test(plain) ? Number(plain) : text } }
const spans: Notation = { show: (value) => (typeof value === 'number' ? durationText(value) : String(value ?? '')), read: (text) => parseDuration(text) ?? text }

const numberInput = (notation: Notation, unit = '') => function NumberEdit(props: EditProps) {
  const { text, type, settle } = useTyped(props, notation)
  return <TextInput {...inputProps(props)} className="number" inputMode="decimal" autoComplete="off" value={text} onChange={(event) => type(event.currentTarget.value)} onBlur={settle} {...(unit ? { rightSection: <span className="muted">{unit}</span> } : {})} />
}
const DecimalEdit = numberInput(exact)
const amount: Notation = { show: (value) => decimalText(value, 2), read: exact.read }
const AmountEdit = numberInput(amount)
const IntegerEdit = numberInput(whole)
const NumberWidget = (props: EditProps) => (props.field.type === 'integer' ? <IntegerEdit {...props} /> : <DecimalEdit {...props} />)
function MoneyEdit(props: EditProps) {
  if (props.field.options['currency'] !== 'own') return <AmountEdit {...props} />
  const value = isObject(props.value) ? props.value : { amount: null, currency: null }
  const part = (change: Record<string, unknown>): void => props.change({ ...value, ...change })
  return (
    <div className="pair">
      <AmountEdit {...props} value={value['amount']} change={(amount) => part({ amount })} />
      <TextInput aria-label="ISO 4217" maxLength={3} value={String(value['currency'] ?? '')} onChange={(event) => part({ currency: event.currentTarget.value.toUpperCase() || null })} />
    </div>
  )
}
function SwitchEdit(props: EditProps) {
  const { t } = useTranslation()
  const { error, ...rest } = inputProps(props)
  return <Switch {...rest} error={error} withThumbIndicator={false} checked={props.value === true} label={t(props.value === true ? 'record.yes' : 'record.no')} onChange={(event) => props.change(event.currentTarget.checked)} />
}
const native = (type: 'date' | 'time') => function DateEdit(props: EditProps) {
  return <TextInput {...inputProps(props)} type={type} value={String(props.value ?? '')} onChange={(event) => props.change(event.currentTarget.value || null)} {...(type === 'time' ? { step: 60 } : { max: '9999-12-31' })} />
}
function DateTimeEdit(props: EditProps) {
  return <TextInput {...inputProps(props)} type="datetime-local" value={localInput(String(props.value ?? ''))} onChange={(event) => props.change(fromLocalInput(event.currentTarget.value))} />
}
function ChoiceEdit(props: EditProps) {
  const data = useChoices(props.field).filter((one) => !one.retired || one.key === props.value).map((one) => ({ value: one.key, label: one.label }))
  return <Select {...inputProps(props)} data={data} value={typeof props.value === 'string' ? props.value : null} onChange={props.change} searchable={data.length > 8} limit={200} clearable={!props.required} comboboxProps={{ transitionProps: { duration: 0 } }} />
}
function MultiChoiceEdit(props: EditProps) {
  const value = Array.isArray(props.value) ? props.value.map(String) : []
  const known = useChoices(props.field).map((one) => ({ value: one.key, label: one.label }))
  const data = [...known, ...value.filter((key) => !known.some((one) => one.value === key)).map((key) => ({ value: key, label: key }))]
  return <MultiSelect {...inputProps(props)} data={data} value={value} onChange={props.change} searchable clearable />
}
const ColourEdit = (props: EditProps) => <ColorInput {...inputProps(props)} value={String(props.value ?? '')} onChange={(value) => props.change(value || null)} withEyeDropper={false} />
function RatingEdit(props: EditProps) {
  const most = typeof props.field.options['max'] === 'number' ? props.field.options['max'] : 5
  return <Rating count={most} value={Number(props.value ?? 0)} onChange={(value) => props.change(value || null)} {...(props.label ? { 'aria-label': props.label } : {})} />
}
function GeoEdit(props: EditProps) {
  const { t } = useTranslation()
  const value = isObject(props.value) ? props.value : {}
  const set = (name: 'lat' | 'lng', number: number | string): void => props.change({ lat: value['lat'] ?? 0, lng: value['lng'] ?? 0, [name]: Number(number) })
  return (
    <div className="pair">
      <NumberInput aria-label={t('record.latitude')} hideControls decimalScale={7} value={Number(value['lat'] ?? 0)} onChange={(number) => set('lat', number)} />
      <NumberInput aria-label={t('record.longitude')} hideControls decimalScale={7} value={Number(value['lng'] ?? 0)} onChange={(number) => set('lng', number)} />
    </div>
  )
}
const jsonText: Notation = { show: (value) => (value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2)), read: (text) => { try { return JSON.parse(text) as unknown } catch { return text } } }
function JsonEdit(props: EditProps) {
  const { text, type } = useTyped(props, jsonText)
  return <Textarea {...inputProps(props)} rows={4} spellCheck={false} value={text} onChange={(event) => type(event.currentTarget.value)} />
}
const ShownOnly = (props: EditProps) => <div className="shown" id={props.id}><Shown field={props.field} value={props.value} /></div>

/** One editor for each widget. Lines of a record have a screen of their own (`lines/`); here they are only counted. */
export const edits: Readonly<Record<Widget, ComponentType<EditProps>>> = {
  text: textInput('text'), long_text: LongTextEdit, rich_text: RichTextEdit, number: NumberWidget, money: MoneyEdit, percent: numberInput(exact, '%'), switch: SwitchEdit,
  date: native('date'), time: native('time'), datetime: DateTimeEdit, duration: numberInput(spans), choice: ChoiceEdit, multi_choice: MultiChoiceEdit, email: textInput('email'),
  phone: textInput('tel'), url: textInput('url'), colour: ColourEdit, link: LinkEdit, links: LinksEdit, dynamic_link: DynamicLinkEdit, children: ShownOnly, user: LinkEdit,
  file: FileEdit, files: FilesEdit, image: FileEdit, geo_point: GeoEdit, json: JsonEdit, rating: RatingEdit, barcode: textInput('text'), signature: SignatureEdit, computed: ShownOnly,
}
