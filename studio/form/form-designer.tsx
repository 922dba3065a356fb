import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import { formKind } from '../../metadata/kinds/form.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import type { EditorProps } from '../editors/index.ts'
import { TypeIcon } from '../entity/type-icon.tsx'
import { useEntities } from '../draft/context.tsx'
import type { Doc } from '../draft/effective.ts'
import { fieldsOf, labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { addSection, addTab, entriesOf, type EntryAt, insert, moveEntry, moveSection, removeEntry, sectionsOf, stepEntry, tabKeys, tabsOf, usedIn, withSections } from './form-doc.ts'
import { type Chosen, entryDrag, entryLabel, fieldDrag } from './chosen.ts'
import { PartProperties } from './part-properties.tsx'
import { SectionCanvas } from './section-canvas.tsx'

const schema = JSON.parse(JSON.stringify(formKind.schema)) as JsonSchema
const drawnElsewhere = ['tabs', 'sections']

interface FormSteps {
  readonly said: string; readonly putIn: (field: string, at?: EntryAt) => void; readonly drop: (event: React.DragEvent, at: EntryAt) => void; readonly step: (at: EntryAt, by: -1 | 1) => void
  readonly newSection: () => void; readonly newTab: () => void; readonly removeTab: (key: string) => void; readonly removeSection: (key: string) => void
}
interface Held { readonly tab: string | null; readonly fields: Readonly<Record<string, Doc>>; readonly setTab: (tab: string | null) => void; readonly choose: (chosen: Chosen) => void; readonly did: (part: string) => string }
/** What may be done to the form, each one step of the history. */
function useFormSteps({ place, doc, change }: EditorProps, { tab, fields, setTab, choose, did }: Held): FormSteps {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const last = Object.keys(sectionsOf(doc, tab)).at(-1)
  const putIn = (field: string, at?: EntryAt): void => {
    const begun = last === undefined && !at ? addSection(doc, tab, t('design.form.section')) : null
    const into = at ?? { tab, section: begun?.at.section ?? last!, entry: Number.MAX_SAFE_INTEGER }
    change(insert(begun?.doc ?? doc, into, field), t('design.did.field_added', { name: labelOf(fields[field], field) }))
  }
  return {
    said, putIn,
    drop: (event, at) => {
      event.preventDefault()
      const field = event.dataTransfer.getData(fieldDrag)
      const from = event.dataTransfer.getData(entryDrag)
      if (field) putIn(field, at)
      else if (from) change(moveEntry(doc, JSON.parse(from) as EntryAt, at), did(t('design.form.canvas')))
    },
    step: (at, by) => {
      const next = stepEntry(doc, at, by)
      change(next.doc, did(t('design.form.canvas')))
      choose({ what: 'entry', at: next.at })
      setSaid(t('design.field.moved', { name: labelOf(sectionsOf(next.doc, next.at.tab)[next.at.section], next.at.section), place: next.at.entry + 1, count: entriesOf(next.doc, next.at).length }))
    },
    newSection: () => { const made = addSection(doc, tab, t('design.form.section')); change(made.doc, t('design.form.new_section')); choose({ what: 'section', ...made.at }) },
    newTab: () => { const made = addTab(doc, t('design.form.tab'), labelOf(doc, place.key)); change(made.doc, t('design.form.new_tab')); setTab(made.tab); choose({ what: 'tab', tab: made.tab }) },
    removeTab: (key) => { const { [key]: gone, ...tabs } = tabsOf(doc); change({ ...doc, tabs }, t('design.did.field_gone', { name: labelOf(gone, key) })); choose(null) },
    removeSection: (key) => { const { [key]: gone, ...rest } = sectionsOf(doc, tab); change(withSections(doc, tab, rest), t('design.did.field_gone', { name: labelOf(gone, key) })); choose(null) },
  }
}

/** The form as it will stand, section by section; fields that it does not show wait beside it. */
export function FormDesigner(props: EditorProps) {
  const { place, doc, change, problems } = props
  const { t } = useTranslation()
  const [tab, setTab] = useState<string | null>(() => tabKeys(doc)[0] ?? null)
  const [chosen, setChosen] = useState<Chosen>(null)
  const fields = fieldsOf(useEntities().get(String(doc['of'] ?? '')))
  const shown = tabKeys(doc).includes(tab) ? tab : (tabKeys(doc)[0] ?? null)
  const did = (part: string): string => t('design.did.part', { part, name: labelOf(doc, place.key) })
  const steps = useFormSteps(props, { tab: shown, fields, setTab, choose: setChosen, did })
  return (
    <div className="designer form-designer" data-chosen={chosen ? '' : undefined}>
      <Unused fields={fields} used={usedIn(doc)} put={steps.putIn} />
      <div className="canvas" role="group" aria-label={t('design.form.canvas')}>
        <div className="text-bar">
          {isObject(doc['tabs']) ? <SegmentedControl size="xs" value={shown ?? ''} onChange={(next) => { setTab(next); setChosen({ what: 'tab', tab: next }) }} data={tabKeys(doc).map((key) => ({ value: key ?? '', label: labelOf(tabsOf(doc)[key ?? ''], key ?? '') }))} /> : null}
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={steps.newTab}>{t('design.form.new_tab')}</Button>
        </div>
        {Object.entries(sectionsOf(doc, shown)).map(([key, section]) => (
          <SectionCanvas key={key} at={{ tab: shown, section: key }} section={section} fields={fields} chosen={chosen} choose={setChosen} drop={steps.drop} step={steps.step} move={(by) => change(moveSection(doc, { tab: shown, section: key }, by), did(labelOf(section, key)))}
            removeEntry={(at) => { change(removeEntry(doc, at), t('design.did.field_gone', { name: entryLabel(entriesOf(doc, at)[at.entry], fields, t('design.form.related')) })); setChosen(null) }} remove={() => steps.removeSection(key)} />
        ))}
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={steps.newSection}>{t('design.form.new_section')}</Button>
        <div className="only-said" role="status">{steps.said}</div>
      </div>
      <aside className="properties" aria-label={t('design.form.choose')}>
        {chosen ? <PartProperties doc={doc} chosen={chosen} problems={problems} fields={fields} close={() => setChosen(null)} change={(next, part, stroke) => change(next, did(part), stroke)} removeTab={steps.removeTab} />
          : <><p className="muted">{t('design.form.choose')}</p><SchemaForm schema={schema} value={doc} of={String(doc['of'] ?? '')} path="" problems={problems} without={drawnElsewhere} change={(next, key, stroke) => change(next, did(key), stroke)} /></>}
      </aside>
    </div>
  )
}

function Unused({ fields, used, put }: { fields: Readonly<Record<string, Doc>>; used: ReadonlySet<string>; put: (field: string) => void }) {
  const { t } = useTranslation()
  const rest = Object.entries(fields).filter(([key]) => !used.has(key))
  return (
    <div className="palette" role="group" aria-label={t('design.form.unused')}>
      <div className="palette-title">{t('design.form.unused')}</div>
      {rest.length === 0 ? <p className="muted">{t('design.form.all_used')}</p> : null}
      {rest.map(([key, field]) => (
        <button key={key} type="button" draggable aria-label={t('design.form.put_in', { name: labelOf(field, key) })} onDragStart={(event) => event.dataTransfer.setData(fieldDrag, key)} onClick={() => put(key)}>
          <TypeIcon type={String(field['type'])} /><span dir="auto">{labelOf(field, key)}</span>
        </button>
      ))}
    </div>
  )
}
