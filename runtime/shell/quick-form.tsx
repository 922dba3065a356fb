import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { asFailure } from '../client/failure.ts'
import { createRecord } from '../client/records.ts'
import { defaultsOf } from '../form/evaluation.ts'
import { FormProvider } from '../form/form-context.tsx'
import type { FormSection } from '../form/layout.ts'
import { createStore, type RecordStore, useErrors } from '../form/record-store.ts'
import { SectionForm } from '../form/section-form.tsx'
import { errorsOf, type Rules, validate } from '../form/validate.ts'
import { toRequest } from '../form/wire.ts'
import { useWorkspace } from '../model/context.tsx'
import { titleOfRow } from '../model/title.ts'
import { fieldsInPlace } from '../screens/create-drawer.tsx'
import { focusField } from '../screens/focus-field.ts'
import { keepTyped } from '../screens/record-copy.ts'
import { useReading } from '../screens/use-reading.ts'
import { isLanguage } from '../texts/index.ts'
import { useFailureText } from './states.tsx'
import '../texts/record-words.ts'

const scope = 'quick-'
const sectionOf = (fields: readonly ClientField[]): FormSection => ({ key: 'quick', fields, label: '', columns: 1, visible: null, align: 'start', description: '', related: [], texts: [] })
interface QuickFormProps { readonly entity: ClientEntity; readonly root: string; readonly close: () => void; readonly made: () => void }
interface Saved { readonly title: string; readonly to: string }

/** The few fields that a record of this kind cannot do without. */
export function QuickForm({ entity, root, close, made }: QuickFormProps) {
  const { t, i18n } = useTranslation()
  const { model, session } = useWorkspace()
  const go = useNavigate()
  const rules = useMemo((): Rules => ({ model, me: session.user.id, language: isLanguage(i18n.language) ? i18n.language : 'en' }), [model, session, i18n.language])
  const fresh = (): RecordStore => createStore({}, defaultsOf(rules, entity, {}))
  const [store, setStore] = useState(fresh)
  const [saved, setSaved] = useState<Saved | null>(null)
  const fields = useMemo(() => fieldsInPlace(entity).first, [entity])
  const section = useMemo(() => sectionOf(fields), [fields])
  const place = useMemo(() => ({ store, entity, rules, scope, isNew: true, locked: false }), [store, entity, rules])
  useFirstFocus(fields, store)
  const { busy, save } = useSaving(entity, store, rules)
  const open = (): void => { keepTyped(entity, store.values()); close(); void go(`${root}/new`) }
  const saveAnd = async (another: boolean): Promise<void> => {
    const row = await save()
    if (row === 'full') return open()
    if (!row) return
    made()
    if (!another) { close(); return void go(`${root}/${row.id}`) }
    setSaved({ title: titleOfRow(model, entity, row), to: `${root}/${row.id}` })
    setStore(fresh())
  }
  return (
    <FormProvider value={place}>
      <div className="form-stack" role="presentation" onKeyDown={(event) => onSave(event, (another) => void saveAnd(another))}>
        <p role="status" className="muted slim">{saved ? <Link to={saved.to} onClick={close}>{t('frame.saved_one', { title: saved.title })}</Link> : null}</p>
        <Refused store={store} />
        <SectionForm section={section} store={store} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={open}>{t('frame.full_form')}</Button>
          <Button variant="default" loading={busy} onClick={() => void saveAnd(true)}>{t('frame.save_and_new')}</Button>
          <Button loading={busy} onClick={() => void saveAnd(false)}>{t('record.save')}</Button>
        </Group>
      </div>
    </FormProvider>
  )
}

function useFirstFocus(fields: readonly ClientField[], store: RecordStore): void {
  useEffect(() => {
    const timer = setTimeout(() => { if (fields[0]) focusField(`/${fields[0].name}`, scope) }, 60)
    return () => clearTimeout(timer)
  }, [fields, store])
}
/** Ctrl+Enter and Ctrl+S save; with Shift the next one follows. */
function onSave(event: KeyboardEvent, save: (another: boolean) => void): void {
  if (!(event.ctrlKey || event.metaKey) || (event.key !== 'Enter' && event.key.toLowerCase() !== 's') || event.nativeEvent.isComposing) return
  event.preventDefault()
  event.stopPropagation()
  save(event.shiftKey)
}

function Refused({ store }: { store: RecordStore }) {
  const whole = useErrors(store)['']
  return typeof whole === 'string' ? <p className="error" role="alert">{whole}</p> : null
}

function useSaving(entity: ClientEntity, store: RecordStore, rules: Rules) {
  const queries = useQueryClient()
  const say = useFailureText()
  const read = useReading(entity)
  const [busy, setBusy] = useState(false)
  const shown = new Set(fieldsInPlace(entity).first.map(({ name }) => name))
  /** A field that is not here can only be mended in the full form. */
  const refuse = (errors: Readonly<Record<string, string>>): 'full' | null => {
    const paths = Object.keys(errors).filter(Boolean)
    if (paths.some((path) => !shown.has(path.split('/')[1] ?? ''))) return 'full'
    store.setErrors(errors)
    if (paths[0]) { const first = paths[0]; requestAnimationFrame(() => focusField(first, scope)) }
    return null
  }
  const save = async () => {
    if (busy) return null
    const errors = validate(rules, entity, store.values())
    if (Object.keys(errors).length) return refuse(errors)
    setBusy(true)
    try {
      const made = await createRecord(entity.name, toRequest(rules.model, entity, store.values()))
      void queries.invalidateQueries({ queryKey: ['list', entity.name] })
      return await read(made.id).catch(() => made)
    } catch (error) {
      const failure = asFailure(error)
      const refused = errorsOf(failure.problems, entity)
      return refuse(Object.keys(refused).length ? refused : { '': say(failure) })
    } finally {
      setBusy(false)
    }
  }
  return { busy, save }
}
