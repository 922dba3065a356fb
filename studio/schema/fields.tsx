import { ActionIcon, Button, Checkbox, NumberInput, SegmentedControl, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import { useSchemaWord } from '../words/use-schema-word.ts'
import { NamedParts } from './named-parts.tsx'
import type { Part } from './parts-of.ts'
import { useChoices } from './refs.ts'
import { type PartProps, useSchemaPlace } from './schema-place.ts'

const common = ({ id, label, description, error }: PartProps) => ({ id, label, ...(description ? { description } : {}), ...(error ? { error } : {}) })
const textOrNone = (text: string): string | undefined => (text === '' ? undefined : text)
const shown = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value))

function TextPart(props: PartProps) {
  return <TextInput {...common(props)} dir="auto" value={shown(props.value)} onChange={(event) => props.change(textOrNone(event.currentTarget.value), props.id)} />
}
function LongTextPart(props: PartProps) {
  return <Textarea {...common(props)} dir="auto" autosize minRows={2} maxRows={8} value={shown(props.value)} onChange={(event) => props.change(textOrNone(event.currentTarget.value), props.id)} />
}
function ExpressionPart(props: PartProps) {
  return <Textarea {...common(props)} classNames={code} autosize minRows={1} maxRows={8} spellCheck={false} autoCapitalize="off" value={shown(props.value)} onChange={(event) => props.change(textOrNone(event.currentTarget.value), props.id)} />
}
const code = { input: 'code-input' }

function ChoicePart(props: PartProps) {
  const word = useSchemaWord()
  const data = (props.info.choices ?? []).map((value) => ({ value, label: word(`= ${value}`).replace(/^= /, '') }))
  return <Select {...common(props)} data={data} value={shown(props.value ?? props.schema['default']) || null} clearable={props.schema['default'] === undefined} onChange={(next) => props.change(next ?? undefined)} />
}
function SwitchPart(props: PartProps) {
  const usual = props.schema['default'] === true
  return <Checkbox {...common(props)} checked={props.value === undefined ? usual : props.value === true} onChange={(event) => props.change(event.currentTarget.checked === usual ? undefined : event.currentTarget.checked)} />
}
function NumberPart(props: PartProps) {
  const { minimum, maximum, default: usual } = props.schema as { minimum?: number; maximum?: number; default?: number }
  return <NumberInput {...common(props)} value={typeof props.value === 'number' ? props.value : ''} placeholder={usual === undefined ? '' : String(usual)} allowDecimal={props.schema['type'] !== 'integer'} {...(minimum === undefined ? {} : { min: minimum })} {...(maximum === undefined ? {} : { max: maximum })} onChange={(next) => props.change(next === '' ? undefined : Number(next), props.id)} />
}
/** Never, always, or where a condition holds. */
function EitherPart(props: PartProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const state = typeof props.value === 'string' || asked ? 'if' : props.value === true ? 'yes' : 'no'
  const choose = (next: string): void => { setAsked(next === 'if'); if (next !== 'if') props.change(next === 'yes' ? true : undefined) }
  return (
    <div role="group" aria-labelledby={`${props.id}-label`}>
      <div className="label" id={`${props.id}-label`}>{props.label}</div>
      <SegmentedControl size="xs" value={state} onChange={choose} aria-label={props.label} data={['no', 'yes', 'if'].map((value) => ({ value, label: t(`design.either.${value}`) }))} />
      {state === 'if' ? <ExpressionPart {...props} label={t('design.condition')} value={typeof props.value === 'string' ? props.value : ''} /> : props.error ? <p className="error">{props.error}</p> : null}
    </div>
  )
}
function PickPart(props: PartProps) {
  const choices = useChoices(props.info.ref ?? '', useSchemaPlace().of)
  const value = shown(props.value)
  const data = choices.some((choice) => choice.value === value) || value === '' ? choices : [...choices, { value, label: value }]
  return <Select {...common(props)} searchable data={data} value={value || null} clearable={props.schema['default'] === undefined} onChange={(next) => props.change(next ?? undefined)} />
}

/** Several names in their order. */
function PicksPart(props: PartProps) {
  const { t } = useTranslation()
  const list = Array.isArray(props.value) ? props.value.map(String) : typeof props.value === 'string' ? [props.value] : []
  const choices = useChoices(props.info.ref ?? '', useSchemaPlace().of)
  const label = (value: string): string => choices.find((one) => one.value === value)?.label ?? value
  const put = (next: readonly string[]): void => props.change(next.length === 0 && Number(props.schema['minItems'] ?? 0) === 0 ? undefined : next)
  const move = (at: number, to: number): void => put(list.toSpliced(at, 1).toSpliced(to, 0, list[at]!))
  return (
    <div role="group" aria-labelledby={`${props.id}-label`}>
      <div className="label" id={`${props.id}-label`}>{props.label}</div>
      {props.description ? <p className="help">{props.description}</p> : null}
      <ol className="picks">
        {list.map((one, at) => (
          <li key={one}>
            <span className="grow" dir="auto">{label(one)}</span>
            <ActionIcon size="sm" variant="subtle" disabled={at === 0} aria-label={t('design.up', { name: label(one) })} onClick={() => move(at, at - 1)}><IconArrowUp size={14} /></ActionIcon>
            <ActionIcon size="sm" variant="subtle" disabled={at === list.length - 1} aria-label={t('design.down', { name: label(one) })} onClick={() => move(at, at + 1)}><IconArrowDown size={14} /></ActionIcon>
            <ActionIcon size="sm" variant="subtle" aria-label={t('design.take_out', { name: label(one) })} onClick={() => put(list.toSpliced(at, 1))}><IconX size={14} /></ActionIcon>
          </li>
        ))}
      </ol>
      <Select size="xs" searchable aria-label={t('design.add_to', { name: props.label })} placeholder={t('design.add')} data={choices.filter(({ value }) => !list.includes(value))} value={null} onChange={(next) => { if (next) put([...list, next]) }} />
      {props.error ? <p className="error">{props.error}</p> : null}
    </div>
  )
}
function WordsPart(props: PartProps) {
  return <TagsInput {...common(props)} value={Array.isArray(props.value) ? props.value.map(String) : []} onChange={(next) => props.change(next.length === 0 ? undefined : next)} />
}

function GroupPart(props: PartProps) {
  const { t } = useTranslation()
  const place = useSchemaPlace()
  if (!isObject(props.value)) return <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => props.change({})}>{props.label}</Button>
  const value = props.value
  return (
    <details className="group-part" open>
      <summary>{props.label}</summary>
      <place.Draw schema={props.schema} value={value} of={place.of} path={props.path} problems={place.problems} change={(next, _, stroke) => props.change(next, stroke)} />
      <Button size="compact-xs" variant="subtle" onClick={() => props.change(undefined)}>{t('design.take_out', { name: props.label })}</Button>
    </details>
  )
}
/** A plain value or an expression: what reads as a number or as true or false is one. */
function ValuePart(props: PartProps) {
  const put = (text: string): void => props.change(text === '' ? undefined : text === 'true' ? true : text === 'false' ? false : /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text, props.id)
  return <TextInput {...common(props)} classNames={code} value={shown(props.value)} onChange={(event) => put(event.currentTarget.value)} />
}
function JsonPart(props: PartProps) {
  const { t } = useTranslation()
  const [text, setText] = useState<string | null>(null)
  const put = (next: string): void => {
    setText(next)
    try { props.change(next.trim() === '' ? undefined : (JSON.parse(next) as unknown), props.id) } catch { /* kept as typed until it can be read */ }
  }
  return <Textarea {...common(props)} classNames={code} autosize minRows={2} maxRows={12} spellCheck={false} description={t('design.as_json')} value={text ?? (props.value === undefined ? '' : JSON.stringify(props.value, null, 2))} onChange={(event) => put(event.currentTarget.value)} onBlur={() => setText(null)} />
}

export const parts: { readonly [P in Part]: ComponentType<PartProps> } = {
  text: TextPart, long_text: LongTextPart, expression: ExpressionPart, choice: ChoicePart, switch: SwitchPart, number: NumberPart, either: EitherPart, pick: PickPart, picks: PicksPart,
  words: WordsPart, group: GroupPart, named: NamedParts, value: ValuePart, json: JsonPart,
}
