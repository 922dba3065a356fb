import { Button, Drawer, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { asFailure } from '../client/failure.ts'
import { createRecord } from '../client/records.ts'
import { defaultsOf } from '../form/evaluation.ts'
import { FormProvider } from '../form/form-context.tsx'
import type { FormSection } from '../form/layout.ts'
import { createStore, useErrors, type RecordStore } from '../form/record-store.ts'
import { SectionForm } from '../form/section-form.tsx'
import { errorsOf, type Rules, validate } from '../form/validate.ts'
import { toRequest } from '../form/wire.ts'
import { useWorkspace } from '../model/context.tsx'
import { isComputed, isWide, widgetOf } from '../model/field-view.ts'
import { useFailureText } from '../shell/states.tsx'
import { isLanguage } from '../texts/index.ts'
import type { NewTarget } from '../widgets/create-target.ts'
import { focusField } from './focus-field.ts'
import { useReading } from './use-reading.ts'

const scope = 'in-place-'
const few = 6

/** The fields of the title, in the order in which it names them. */
function titleFields(entity: ClientEntity): readonly ClientField[] {
  const keys = (expr: Expr): readonly string[] => (expr.kind === 'path' ? expr.steps.slice(0, 1).map((step) => step.field) : expr.kind === 'call' ? expr.args.flatMap(keys) : [])
  return keys(entity.title).flatMap((key) => entity.fields.find((field) => field.key === key) ?? [])
}
const isTyped = (field: ClientField): boolean => field.write && !isComputed(field) && !field.formula && !field.childEntity
/** Where what was typed into the picker goes: the first text of the title, else the first text there is. */
export const namedBy = (entity: ClientEntity): ClientField | undefined => [...titleFields(entity), ...entity.fields].find((field) => isTyped(field) && widgetOf(field) === 'text')

/** Small: what the title says, what is required, what is searched by; the rest under "More fields". */
export function fieldsInPlace(entity: ClientEntity): { readonly first: readonly ClientField[]; readonly rest: readonly ClientField[] } {
  const typed = entity.fields.filter(isTyped)
  const title = titleFields(entity)
  const weight = (field: ClientField): number => (title.includes(field) ? 0 : field.required === true ? 1 : field.required !== false ? 2 : entity.search.includes(field.key) ? 3 : 4)
  const asked = typed.filter((field) => weight(field) < 3)
  const searched = typed.filter((field) => weight(field) === 3)
  const chosen = new Set([...asked, ...searched.slice(0, Math.max(0, few - asked.length))])
  return { first: typed.filter((field) => chosen.has(field)).toSorted((a, b) => weight(a) - weight(b)), rest: typed.filter((field) => !chosen.has(field)) }
}
const sectionOf = (key: string, fields: readonly ClientField[]): FormSection =>
  ({ key, fields: fields.toSorted((a, b) => Number(isWide(a)) - Number(isWide(b))), label: '', columns: 1, visible: null, align: 'start', description: '', related: [], texts: [] })

export function CreateDrawer({ target, close }: { target: NewTarget; close: () => void }) {
  const { t, i18n } = useTranslation()
  const { model, session } = useWorkspace()
  const { entity } = target
  const [more, setMore] = useState(false)
  const rules = useMemo((): Rules => ({ model, me: session.user.id, language: isLanguage(i18n.language) ? i18n.language : 'en' }), [model, session, i18n.language])
  const [store] = useState(() => { const named = namedBy(entity); return createStore({}, defaultsOf(rules, entity, named ? { [named.name]: target.text } : {})) })
  const parts = useMemo(() => fieldsInPlace(entity), [entity])
  const sections = useMemo(() => [sectionOf('first', parts.first), ...(more ? [sectionOf('rest', parts.rest)] : [])], [parts, more])
  const place = useMemo(() => ({ store, entity, rules, scope, isNew: true, locked: false }), [store, entity, rules])
  useFirstFocus(parts.first, store)
  const { save, busy } = useCreating({ target, store, rules, close, show: (names) => { if (parts.rest.some((field) => names.includes(field.name))) setMore(true) } })
  const keys = (event: KeyboardEvent): void => {
    const done = event.ctrlKey || event.metaKey ? event.key === 'Enter' || event.key === 's' : event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.getAttribute('aria-expanded') !== 'true'
    if (!done || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    void save()
  }
  return (
    <Drawer opened onClose={close} position="right" size="md" title={t('list.create', { entity: entity.label })} closeButtonProps={{ 'aria-label': t('shell.close') }} transitionProps={{ duration: 0 }}>
      <FormProvider value={place}>
        <div className="form-stack" role="presentation" onKeyDown={keys}>
          <Refused store={store} />
          {sections.map((section) => <SectionForm key={section.key} section={section} store={store} />)}
          {parts.rest.length && !more ? <Button variant="subtle" size="compact-sm" onClick={() => setMore(true)}>{t('record.more_fields')}</Button> : null}
          <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button loading={busy} onClick={() => void save()}>{t('record.create_and_choose')}</Button></Group>
        </div>
      </FormProvider>
    </Drawer>
  )
}

/** The name is there already: typing goes on in the first field that is still empty, once the drawer has taken the focus. */
function useFirstFocus(fields: readonly ClientField[], store: RecordStore): void {
  useEffect(() => {
    const empty = fields.find((field) => store.values()[field.name] === undefined) ?? fields[0]
    const timer = setTimeout(() => { if (empty) focusField(`/${empty.name}`, scope) }, 60)
    return () => clearTimeout(timer)
  }, [fields, store])
}

function Refused({ store }: { store: RecordStore }) {
  const whole = useErrors(store)['']
  return typeof whole === 'string' ? <p className="error" role="alert">{whole}</p> : null
}

interface Creating { readonly target: NewTarget; readonly store: RecordStore; readonly rules: Rules; readonly close: () => void; readonly show: (names: readonly string[]) => void }
function useCreating({ target: { entity, choose }, store, rules, close, show }: Creating) {
  const queries = useQueryClient()
  const say = useFailureText()
  const read = useReading(entity)
  const [busy, setBusy] = useState(false)
  const refuse = (errors: Readonly<Record<string, string>>): void => {
    show(Object.keys(errors).map((path) => path.split('/')[1] ?? ''))
    store.setErrors(errors)
    const first = Object.keys(errors).find(Boolean)
    if (first) requestAnimationFrame(() => requestAnimationFrame(() => focusField(first, scope)))
  }
  const save = async (): Promise<void> => {
    if (busy) return
    const errors = validate(rules, entity, store.values())
    if (Object.keys(errors).length) return refuse(errors)
    setBusy(true)
    try {
      const made = await createRecord(entity.name, toRequest(rules.model, entity, store.values()))
      const row = await read(made.id).catch(() => made)
      void queries.invalidateQueries({ queryKey: ['list', entity.name] })
      choose(row)
      close()
    } catch (error) {
      const failure = asFailure(error)
      const refused = errorsOf(failure.problems, entity)
      refuse(Object.keys(refused).length ? refused : { '': say(failure) })
    } finally {
      setBusy(false)
    }
  }
  return { save, busy }
}
