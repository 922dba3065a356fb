import { Tabs } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { condition, envOf, recordOf, withFormulas } from '../form/evaluation.ts'
import { FormProvider, type FormPlace, useForm } from '../form/form-context.tsx'
import { type FormSection, type FormTab, layoutOf } from '../form/layout.ts'
import { type RecordStore, useErrors, useValues } from '../form/record-store.ts'
import { SectionForm } from '../form/section-form.tsx'
import { useWorkspace } from '../model/context.tsx'
import { titleOfRow } from '../model/title.ts'
import { usePhone } from '../shell/phone.ts'
import { usePage } from '../shell/crumbs.tsx'
import { isLanguage } from '../texts/index.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { CreateInPlace } from './create-in-place.tsx'
import { focusField } from './focus-field.ts'
import { DraftBar, LeaveDialog, NewerBar } from './record-guards.tsx'
import { BinBar } from './record-actions.tsx'
import { RecordHead } from './record-head.tsx'
import { RelatedList } from './related-list.tsx'
import { SidePanel } from './side-panel.tsx'
import { useSave } from './use-save.ts'

interface RecordPageProps { readonly entity: ClientEntity; readonly id: string | null; readonly row: Row | null; readonly store: RecordStore }

export function RecordPage({ entity, id, row, store }: RecordPageProps) {
  const { t, i18n } = useTranslation()
  const { model, session } = useWorkspace()
  const { app, target } = useParams()
  const root = `/${app ?? ''}/${target ?? ''}`
  const [side, setSide] = useState(true)
  const rules = useMemo(() => ({ model, me: session.user.id, language: isLanguage(i18n.language) ? i18n.language : ('en' as const) }), [model, session, i18n.language])
  const title = row ? titleOfRow(model, entity, row) : t('list.create', { entity: entity.label })
  const place = useMemo(() => ({ store, entity, rules, isNew: id === null, scope: '', locked: Boolean(row?.['_deleted_at']) || !(id === null ? entity.may.create : entity.may.update) }), [store, entity, rules, id, row])
  const save = useSave({ entity, id, store, rules, root })
  usePage({ label: entity.plural, to: root }, { label: title })
  const tabs = useMemo(() => layoutOf(model, entity), [model, entity])
  useFormulas(place)
  return (
    <FormProvider value={place}><CreateInPlace>
      <article className="record" data-side={id && side && !row?.['_deleted_at'] ? 'open' : 'closed'}>
        <div>
          <RecordHead {...{ entity, id, row, store, root, title, side, setSide, save }} />
          <div className="record-body">
            {row?.['_deleted_at'] && id ? <BinBar {...{ entity, id, store, root, title }} /> : null}
            {row ? <NewerBar row={row} store={store} show={save.setConflict} /> : null}
            <DraftBar entity={entity} id={id} row={row} store={store} />
            <Summary store={store} entity={entity} />
            <FormBody tabs={tabs} id={id} />
          </div>
        </div>
        {id && side && !row?.['_deleted_at'] ? <SidePanel entity={entity} id={id} row={row} /> : null}
      </article>
      <LeaveDialog store={store} save={save.run} saved={save.leaving} />
      {save.conflict ? <ConflictDialog entity={entity} theirs={save.conflict} store={store} close={() => save.setConflict(null)} save={save.run} /> : null}
    </CreateInPlace></FormProvider>
  )
}

/** Formulas of the record follow what is typed, as a preview of what the server will store. */
function useFormulas({ store, entity, rules }: FormPlace): void {
  useEffect(() => {
    const follow = (): void => {
      const before = store.values()
      const after = withFormulas(rules, entity, before)
      if (after !== before) store.preview(after)
    }
    return store.watch(follow)
  }, [store, entity, rules])
}

/** All that is wrong, each leading to its field. */
function Summary({ store, entity }: { store: RecordStore; entity: ClientEntity }) {
  const { t } = useTranslation()
  const errors = Object.entries(useErrors(store))
  if (!errors.length) return null
  const label = (path: string): string => entity.fields.find((field) => field.name === path.split('/')[1])?.label ?? ''
  return (
    <div className="summary" role="alert">
      <strong>{t('record.problems', { count: String(errors.length) })}</strong>
      <ul>{errors.map(([path, message]) => <li key={path}>{path ? <button type="button" onClick={() => focusField(path)}>{label(path)}: {String(message)}</button> : String(message)}</li>)}</ul>
    </div>
  )
}
function useVisible(): (expr: FormTab['visible']) => boolean {
  const { store, entity, rules } = useForm()
  const env = envOf(rules, recordOf(rules.model, entity, useValues(store)))
  return (expr) => condition(expr, env) !== false
}

function FormBody({ tabs, id }: { tabs: readonly FormTab[]; id: string | null }) {
  const { t } = useTranslation()
  const visible = useVisible()
  const [chosen, setChosen] = useState('')
  const shown = tabs.filter((tab) => visible(tab.visible))
  const first = shown[0]
  const wrong = useWrong(shown)
  const open = shown.find((tab) => tab.key === chosen) ?? first
  const errors = useErrors(useForm().store)
  const [seen, see] = useState(errors)
  // What is wrong on another tab brings that tab forward, once for each answer.
  if (seen !== errors) {
    see(errors)
    const bad = Object.keys(errors).length > Object.keys(seen).length && open && !wrong(open) ? shown.find((tab) => wrong(tab) > 0) : undefined
    if (bad) setChosen(bad.key)
  }
  if (!first) return null
  if (shown.length < 2) return <Sections tab={first} id={id} />
  return (
    <Tabs value={(open ?? first).key} onChange={(key) => setChosen(key ?? '')} keepMounted>
      <Tabs.List mb="md">{shown.map((tab) => <Tabs.Tab key={tab.key} value={tab.key}>{tab.label || '·'}{wrong(tab) ? <span className="tab-wrong" title={t('record.problems', { count: String(wrong(tab)) })}>{wrong(tab)}</span> : null}</Tabs.Tab>)}</Tabs.List>
      {shown.map((tab) => <Tabs.Panel key={tab.key} value={tab.key}><Sections tab={tab} id={id} /></Tabs.Panel>)}
    </Tabs>
  )
}
/** How many of a tab's fields have something wrong. */
function useWrong(tabs: readonly FormTab[]): (tab: FormTab) => number {
  const errors = useErrors(useForm().store)
  const names = Object.keys(errors).map((path) => path.split('/')[1] ?? '')
  const counts = new Map(tabs.map((tab) => [tab.key, tab.sections.flatMap((section) => section.fields).filter((field) => names.includes(field.name)).length]))
  return (tab) => counts.get(tab.key) ?? 0
}
function Sections({ tab, id }: { tab: FormTab; id: string | null }) {
  return tab.sections.map((section) => <Section key={section.key} section={section} id={id} />)
}
function Section({ section, id }: { section: FormSection; id: string | null }) {
  const { store } = useForm()
  const phone = usePhone()
  const [folded, fold] = useState(false)
  if (!useVisible()(section.visible)) return null
  const alone = section.fields.length === 1 && section.fields[0]?.label === section.label
  return (
    <section className="section" data-folded={phone && folded ? '' : undefined} data-align={section.align} data-alone={alone ? '' : undefined}>
      {section.label ? <h2>{phone ? <button type="button" className="fold" aria-expanded={!folded} onClick={() => fold(!folded)}>{section.label}<IconChevronDown size={16} aria-hidden /></button> : section.label}</h2> : null}
      {section.description ? <p className="muted">{section.description}</p> : null}
      {section.fields.length ? <SectionForm section={section} store={store} /> : null}
      {section.texts.map((text) => <p key={text}>{text}</p>)}
      {id ? section.related.map((related) => <RelatedList key={`${related.entity.key}.${related.link.key}`} related={related} id={id} />) : null}
    </section>
  )
}
