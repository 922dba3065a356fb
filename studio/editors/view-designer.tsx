import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { viewKind } from '../../metadata/kinds/view.ts'
import { type LayoutName, layouts } from '../../metadata/kinds/views/index.ts'
import { useEntities } from '../draft/context.tsx'
import { fieldsOf, labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { useSchemaWord } from '../words/use-schema-word.ts'
import type { EditorProps } from './index.ts'

const schema = JSON.parse(JSON.stringify(viewKind.schema)) as JsonSchema
const names = Object.keys(layouts) as LayoutName[]
const schemas = Object.fromEntries(names.map((name) => [name, JSON.parse(JSON.stringify(layouts[name].schema)) as JsonSchema])) as Readonly<Record<LayoutName, JsonSchema>>

/** How many records are shown: the layout is chosen, then what it shows. */
export function ViewDesigner({ place, doc, change, problems }: EditorProps) {
  const { t } = useTranslation()
  const word = useSchemaWord()
  const entities = useEntities()
  const of = String(doc['of'] ?? '')
  const layout = names.find((name) => doc[name] !== undefined) ?? 'list'
  const rest = Object.fromEntries(Object.entries(doc).filter(([key]) => !names.includes(key as LayoutName)))
  const turn = (next: LayoutName): void => change({ ...rest, [next]: begun(next, fieldsOf(entities.get(of)), doc[layout]) }, t('design.did.part', { part: word(layouts[next].label), name: labelOf(doc, place.key) }))
  const did = (part: string): string => t('design.did.part', { part, name: labelOf(doc, place.key) })
  return (
    <div className="two-panes">
      <section className="properties" aria-label={word('View')}>
        <SchemaForm schema={schema} value={doc} of={of} path="" problems={problems} without={names} change={(next, key, stroke) => change(next, did(key), stroke)} />
      </section>
      <section className="properties" aria-label={word(layouts[layout].label)}>
        <SegmentedControl size="xs" value={layout} onChange={(next) => { if (next !== layout) turn(next as LayoutName) }} data={names.map((value) => ({ value, label: word(layouts[value].label) }))} />
        <SchemaForm key={layout} schema={schemas[layout]} value={isObject(doc[layout]) ? doc[layout] : {}} of={of} path={`/${layout}`} problems={problems} change={(next, key, stroke) => change({ ...doc, [layout]: next }, did(key), stroke)} />
      </section>
    </div>
  )
}

/** What a layout begins with, from the fields that the entity has: the least that makes it work. */
export function begun(layout: LayoutName, fields: Readonly<Record<string, Readonly<Record<string, unknown>>>>, before: unknown): Readonly<Record<string, unknown>> {
  const keys = Object.keys(fields)
  const first = (...types: readonly string[]): string => keys.find((key) => types.includes(String(fields[key]!['type']))) ?? keys[0] ?? 'name'
  const shown = isObject(before) && Array.isArray(before['columns']) ? before['columns'] : isObject(before) && Array.isArray(before['card']) ? before['card'] : keys.filter((key) => !['children', 'json', 'signature'].includes(String(fields[key]!['type']))).slice(0, 5)
  const properties = (layouts[layout].schema as unknown as { properties: Readonly<Record<string, unknown>>; required?: readonly string[] })
  const guess: Readonly<Record<string, unknown>> = { columns: shown, card: shown.slice(0, 3), lanes: first('choice', 'user', 'link'), from: first('date', 'datetime'), to: undefined, image: first('image', 'file'), start: first('date', 'datetime'), end: keys.filter((key) => ['date', 'datetime'].includes(String(fields[key]!['type'])))[1] ?? first('date', 'datetime'), rows: [first('choice', 'link')], measures: undefined }
  return Object.fromEntries(Object.keys(properties.properties).flatMap((key) => ((properties.required ?? []).includes(key) || (key === 'columns' && layout === 'tree') ? [[key, guess[key]]] : [])))
}
