import Form from '@rjsf/core/lib/components/Form.js'
import type { FieldProps, FieldTemplateProps, ObjectFieldTemplateProps, ValidatorType } from '@rjsf/utils'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { childOf } from '../model/model.ts'
import { isComputed, isWide, shownAs, widgetOf } from '../model/field-view.ts'
import { Lines } from '../lines/lines.tsx'
import { Shown } from '../widgets/display.tsx'
import { LinkPeek } from '../widgets/link-peek.tsx'
import { edits } from '../widgets/edit.tsx'
import { withDependents } from './dependents.ts'
import { FieldWhy } from './field-why.tsx'
import { condition, envOf, recordOf } from './evaluation.ts'
import { useForm } from './form-context.tsx'
import { type FormSection, schemaOf, uiOf } from './layout.ts'
import { type RecordStore, useErrors, useValues, type Values } from './record-store.ts'
import '../texts/record-words.ts'

/** Values are checked by our own rules over the whole record (`validate.ts`); the form library only draws. */
const validator: ValidatorType = {
  isValid: () => true,
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
}

function useField(name: string) {
  const { store, entity, rules, locked, isNew } = useForm()
  const values = useValues(store)
  const error = useErrors(store)[`/${name}`]
  const field = entity.fields.find((one) => one.name === name)
  if (!field) return null
  const env = envOf(rules, recordOf(rules.model, entity, values))
  const fixed = locked || !field.write || isComputed(field) || Boolean(field.formula) || condition(field.readonly, env) === true || (!isNew && field.options['immutable'] === true)
  return { field, fixed, error: typeof error === 'string' ? error : undefined, required: condition(field.required, env) === true, visible: condition(field.visible, env) !== false, value: values[name], env }
}

/** The part of the form library that stands for one field: our widget over the record store. */
function RecordField({ name, onChange, fieldPathId }: FieldProps) {
  const { store, rules, scope, entity } = useForm()
  const place = useField(name)
  if (!place?.visible) return null
  const { field, fixed, value } = place
  const id = `field-${scope}${name}`
  const change = (next: unknown): void => {
    const before = store.values()
    store.set(name, next)
    for (const [other, value] of Object.entries(withDependents(rules, entity, { before, after: store.values(), name }))) if (value !== store.values()[other]) store.set(other, value)
    onChange(next, fieldPathId.path)
  }
  const child = childOf(rules.model, field)
  if (child) return <Lines field={field} child={child} rows={Array.isArray(value) ? value : none} fixed={fixed} />
  if (fixed) return <div className="shown" id={id} data-numeric={shownAs(field) === 'number' ? '' : undefined}>{isLinked(field) && value ? <LinkPeek field={field} value={value} /> : <Shown field={field} value={value} />}</div>
  const Edit = edits[widgetOf(field)]
  const described = [place.error ? `${id}-error` : '', field.options['help'] ? `${id}-help` : ''].filter(Boolean).join(' ')
  return <Edit field={field} id={id} value={value ?? null} change={change} invalid={place.error !== undefined} required={place.required} env={place.env} {...(described ? { describedBy: described } : {})} />
}

function FieldTemplate({ id, children }: FieldTemplateProps) {
  const { t } = useTranslation()
  const { scope } = useForm()
  const name = id.replace(/^section_/, '')
  const place = useField(name)
  if (id === 'section' || !place) return children
  if (!place.visible) return null
  const { field, fixed, error, required } = place
  const anchor = `field-${scope}${name}`
  const caption = <>{field.label}{required && !fixed ? <span className="needed">{t('record.required')}</span> : null}</>
  return (
    <div className="field" data-wide={isWide(field) ? '' : undefined} data-field={scope + name}>
      <div className="field-head">{fixed || field.childEntity ? <div className="label" id={`${anchor}-label`}>{caption}</div> : <label htmlFor={anchor}>{caption}</label>}{(fixed || required) && !field.childEntity ? <FieldWhy field={field} fixed={fixed} /> : null}</div>
      {children}
      {typeof field.options['help'] === 'string' ? <p className="help" id={`${anchor}-help`}>{field.options['help']}</p> : null}
      {error ? <p className="error" id={`${anchor}-error`}>{error}</p> : null}
    </div>
  )
}
const ObjectFieldTemplate = ({ properties, registry }: ObjectFieldTemplateProps) =>
  <div className="fields" data-columns={(registry.formContext as { columns: number }).columns}>{properties.map((property) => property.content)}</div>

const templates = { FieldTemplate, ObjectFieldTemplate }
const fields = { RecordField }
const isLinked = (field: ClientField): boolean => widgetOf(field) === 'link' || widgetOf(field) === 'user'
const none: readonly Values[] = []
const ignore = (): void => undefined

/** One small form for each section, so that a key never redraws a hundred fields. */
export function SectionForm({ section, store }: { section: FormSection; store: RecordStore }) {
  const schema = useMemo(() => schemaOf(section), [section])
  const ui = useMemo(() => ({ ...uiOf(section), 'ui:submitButtonOptions': { norender: true } }), [section])
  const context = useMemo(() => ({ columns: section.columns }), [section])
  const start = useMemo(() => Object.fromEntries(section.fields.map((field) => [field.name, store.values()[field.name]])), [section, store])
  return (
    <Form tagName="div" idPrefix="section" schema={schema} uiSchema={ui} formData={start} validator={validator} noValidate showErrorList={false} fields={fields} templates={templates} formContext={context} onChange={ignore}>
      <></>
    </Form>
  )
}
