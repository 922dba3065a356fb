import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../metadata/base/problem.ts'
import { pointer } from '../../metadata/base/json.ts'
import { fieldSchema } from '../../metadata/kinds/field-document.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { useEntities } from '../draft/context.tsx'
import type { Doc } from '../draft/effective.ts'
import { fieldsOf, labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { FieldList } from './field-list.tsx'
import { moved, withField } from './quick-field.ts'
import { QuickLine } from './quick-line.tsx'

/** The fields of line items, typed and ordered as those of their document. */
export function LineFields({ field, change, path, entity, problems }: { field: Doc; change: (next: Doc) => void; path: string; entity: string; problems: readonly Problem[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const targets = [...useEntities()].map(([key, one]) => ({ key, label: labelOf(one, key) }))
  const fields = fieldsOf(field)
  const put = (next: Doc): void => change({ ...field, fields: next })
  const one = chosen === null ? undefined : fields[chosen]
  const schema = one ? (JSON.parse(JSON.stringify(fieldSchema(String(one['type'])) ?? {})) as JsonSchema) : null
  return (
    <section className="line-fields" aria-label={t('design.field.list')}>
      <QuickLine targets={targets} add={(wanted) => put(wanted.reduce<Doc>((now, next) => withField(now, next).fields as Doc, fields))} />
      <FieldList fields={fields} chosen={chosen} own problems={problems} path={pointer(path, 'fields')} choose={(key) => setChosen(key === chosen ? null : key)} move={(key, to) => put(moved(fields, key, to) as Doc)} remove={(key) => { const { [key]: _, ...rest } = fields; put(rest) }}
        add={(type, label, after) => put(withField(fields, { label, type, options: {} }, after).fields as Doc)} put={(next) => put(next)} />
      {one && schema && chosen !== null ? <SchemaForm schema={schema} value={one} of={entity} path={pointer(path, 'fields', chosen)} problems={problems} without={['type', 'fields', 'name']} change={(next) => put({ ...fields, [chosen]: next })} /> : null}
    </section>
  )
}
