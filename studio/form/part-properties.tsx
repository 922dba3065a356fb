import { ActionIcon, Button, NumberInput, Textarea, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isObject, pointer } from '../../metadata/base/json.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import { formKind } from '../../metadata/kinds/form.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import type { Doc } from '../draft/effective.ts'
import { labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { entriesOf, type EntryAt, fieldIn, sectionsOf, tabsOf, withEntries, withSection } from './form-doc.ts'
import { type Chosen, entryLabel } from './chosen.ts'

type Named = { readonly patternProperties: Readonly<Record<string, JsonSchema>> }
const first = (named: unknown): JsonSchema => Object.values((named as Named).patternProperties)[0]!
const properties = (JSON.parse(JSON.stringify(formKind.schema)) as { properties: Readonly<Record<string, unknown>> }).properties
const sectionSchema = first(properties['sections'])
const tabSchema = first(properties['tabs'])

interface PartPropertiesProps { readonly doc: Doc; readonly chosen: NonNullable<Chosen>; readonly problems: readonly Problem[]; readonly fields: Readonly<Record<string, Doc>>; readonly close: () => void; readonly change: (doc: Doc, part: string, stroke?: string) => void; readonly removeTab: (tab: string) => void }
/** What may be set on the chosen part of a form: a tab, a section or one entry. */
export function PartProperties({ doc, chosen, problems, fields, close, change, removeTab }: PartPropertiesProps) {
  const { t } = useTranslation()
  const of = String(doc['of'] ?? '')
  const head = (name: string) => <div className="properties-head"><h2 dir="auto">{name}</h2><ActionIcon variant="subtle" className="end" aria-label={t('design.back')} onClick={close}><IconX size={16} /></ActionIcon></div>
  if (chosen.what === 'tab') {
    const tab = tabsOf(doc)[chosen.tab]
    if (!tab) return null
    return <>{head(labelOf(tab, chosen.tab))}<SchemaForm schema={tabSchema} value={tab} of={of} path={pointer('/tabs', chosen.tab)} problems={problems} without={['sections']} change={(next, key, stroke) => change({ ...doc, tabs: { ...tabsOf(doc), [chosen.tab]: next as Doc } }, key, stroke)} /><Button size="compact-sm" variant="subtle" color="red" onClick={() => removeTab(chosen.tab)}>{t('design.take_out', { name: labelOf(tab, chosen.tab) })}</Button></>
  }
  const base = (tab: string | null): string => (tab === null ? '/sections' : pointer('/tabs', tab, 'sections'))
  if (chosen.what === 'section') {
    const section = sectionsOf(doc, chosen.tab)[chosen.section]
    if (!section) return null
    return <>{head(labelOf(section, chosen.section))}<SchemaForm schema={sectionSchema} value={section} of={of} path={pointer(base(chosen.tab), chosen.section)} problems={problems} without={['fields']} change={(next, key, stroke) => change(withSection(doc, chosen, next as Doc), key, stroke)} /></>
  }
  const entry = entriesOf(doc, chosen.at)[chosen.at.entry]
  return entry === undefined ? null : <>{head(entryLabel(entry, fields, t('design.form.related')))}<EntryProperties entry={entry} change={(next, stroke) => change(withEntries(doc, chosen.at, entriesOf(doc, chosen.at).with(chosen.at.entry, next)), t('design.form.canvas'), stroke)} at={chosen.at} /></>
}

function EntryProperties({ entry, change, at }: { entry: unknown; change: (next: unknown, stroke?: string) => void; at: EntryAt }) {
  const { t } = useTranslation()
  const field = fieldIn(entry)
  const stroke = `entry ${at.section} ${at.entry}`
  if (field !== null) {
    const width = isObject(entry) && typeof entry['width'] === 'number' ? entry['width'] : ''
    return <NumberInput label={t('design.form.width')} min={1} max={4} value={width} onChange={(next) => change(next === '' ? field : { field, width: Number(next) })} />
  }
  if (!isObject(entry)) return null
  if (typeof entry['text'] === 'string') return <Textarea label={t('design.form.text')} autosize minRows={2} value={entry['text']} onChange={(event) => change({ ...entry, text: event.currentTarget.value || ' ' }, stroke)} />
  return (
    <div className="schema-form">
      <TextInput label={t('design.form.related')} value={String(entry['related'] ?? '')} onChange={(event) => change({ ...entry, related: event.currentTarget.value }, stroke)} />
      <TextInput label={t('design.menu.label')} value={String(entry['label'] ?? '')} onChange={(event) => { const { label: _, ...rest } = entry; change(event.currentTarget.value ? { ...entry, label: event.currentTarget.value } : rest, stroke) }} />
    </div>
  )
}
