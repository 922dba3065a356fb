import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { entityKind } from '../../metadata/kinds/entity.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import type { EditorProps } from '../editors/index.ts'
import { useEntities } from '../draft/context.tsx'
import type { Doc } from '../draft/effective.ts'
import { fieldsOf, labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { useSchemaWord } from '../words/use-schema-word.ts'
import { FieldList } from './field-list.tsx'
import { FieldProperties } from './field-properties.tsx'
import { moved, type QuickField, withField } from './quick-field.ts'
import { QuickLine } from './quick-line.tsx'
import { TypePalette } from './type-palette.tsx'

const schema = JSON.parse(JSON.stringify(entityKind.schema)) as JsonSchema
const drawnElsewhere = ['fields', 'name']

interface FieldSteps { readonly said: string; readonly put: (next: Doc, label: string, stroke?: string) => void; readonly add: (wanted: readonly QuickField[], after?: string) => void; readonly move: (key: string, to: number) => void; readonly remove: (key: string) => void }
/** What may be done to the fields of the entity, each one step of the history. */
function useFieldSteps({ doc, change }: Pick<EditorProps, 'doc' | 'change'>, choose: (key: string | null) => void): FieldSteps {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const fields = fieldsOf(doc)
  const put = (next: Doc, label: string, stroke?: string): void => change({ ...doc, fields: next }, label, stroke)
  return {
    said, put,
    add: (wanted, after) => {
      let [now, last]: [Doc, string | undefined] = [fields, after]
      for (const one of wanted) { const done = withField(now, one, last); now = done.fields; last = done.key }
      if (wanted.length === 0 || last === undefined) return
      put(now, t('design.did.field_added', { name: wanted.map(({ label }) => label).join(', ') }))
      choose(last)
    },
    move: (key, to) => {
      const name = labelOf(fields[key], key)
      put(moved(fields, key, to) as Doc, t('design.did.field_moved', { name }))
      setSaid(t('design.field.moved', { name, place: to + 1, count: Object.keys(fields).length }))
    },
    remove: (key) => {
      const { [key]: gone, ...rest } = fields
      put(rest, t('design.did.field_gone', { name: labelOf(gone, key) }))
      choose(null)
    },
  }
}

/** Fields as a list that is typed into; what is chosen shows its properties beside it, else the entity its own. */
export function EntityDesigner({ place, doc, change, problems, at }: EditorProps) {
  const { t } = useTranslation()
  const word = useSchemaWord()
  const [search, setSearch] = useSearchParams()
  const fields = fieldsOf(doc)
  const chosen = search.get('field') ?? (/^\/fields\/([^/]+)/.exec(at)?.[1] ?? null)
  const field = chosen === null ? undefined : fields[chosen]
  const choose = (key: string | null): void => setSearch((now) => { const next = new URLSearchParams(now); if (key === null) next.delete('field'); else next.set('field', key); next.delete('at'); return next }, { replace: true })
  const targets = [...useEntities()].map(([key, one]) => ({ key, label: labelOf(one, key) }))
  const { said, put, add, move, remove } = useFieldSteps({ doc, change }, choose)
  return (
    <div className="designer" data-chosen={field ? '' : undefined}>
      <TypePalette add={(type, label) => add([{ label, type, options: {} }], field && chosen !== null ? chosen : undefined)} />
      <div className="canvas">
        <QuickLine targets={targets} add={(wanted) => add(wanted)} />
        <FieldList fields={fields} chosen={chosen} own={place.of === null} problems={problems} choose={choose} move={move} remove={remove} add={(type, label, after) => add([{ label, type, options: {} }], after)} put={put} />
        <div className="only-said" role="status">{said}</div>
      </div>
      <aside className="properties" aria-label={field && chosen !== null ? t('design.entity.of_field', { name: labelOf(field, chosen) }) : t('design.entity.properties')}>
        {field && chosen !== null
          ? <FieldProperties key={chosen} entity={place.key} name={chosen} field={field} problems={problems} close={() => choose(null)}
              change={(next, part, stroke) => put({ ...fields, [chosen]: next }, t('design.did.part', { part: word(part), name: labelOf(field, chosen) }), stroke)} />
          : <><h2>{t('design.entity.properties')}</h2><SchemaForm schema={schema} value={doc} of={place.key} path="" problems={problems} without={drawnElsewhere} change={(next, key, stroke) => change(next, t('design.did.part', { part: key, name: labelOf(doc, place.key) }), stroke)} /></>}
      </aside>
    </div>
  )
}
