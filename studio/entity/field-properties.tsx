import { ActionIcon, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { pointer } from '../../metadata/base/json.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import { fieldSchema, fieldTypeNames } from '../../metadata/kinds/field-document.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import type { Doc } from '../draft/effective.ts'
import { labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { Uses } from '../uses/uses.tsx'
import { useProblemText } from '../words/say.ts'
import { LineFields } from './line-fields.tsx'
import { retyped } from './quick-field.ts'
import { typeLabel } from './quick-line.tsx'

const schemaOf = (type: string): JsonSchema => JSON.parse(JSON.stringify(fieldSchema(type) ?? { type: 'object', properties: {} })) as JsonSchema
const drawnElsewhere = ['type', 'fields', 'name']

interface FieldPropertiesProps { readonly entity: string; readonly name: string; readonly field: Doc; readonly problems: readonly Problem[]; readonly close: () => void; readonly change: (next: Doc, part: string, stroke?: string) => void }
/** Everything that may be set on a field, from the schema of its type: a new type needs nothing here. */
export function FieldProperties({ entity, name, field, problems, close, change }: FieldPropertiesProps) {
  const { t, i18n } = useTranslation()
  const say = useProblemText()
  const type = String(field['type'])
  const schema = useMemo(() => schemaOf(type), [type])
  const path = pointer('', 'fields', name)
  const types = fieldTypeNames().map((value) => ({ value, label: typeLabel(value, i18n.language) }))
  const own = problems.filter((problem) => problem.path === path || problem.path === `${path}/type`)
  return (
    <>
      <div className="properties-head">
        <h2 dir="auto">{labelOf(field, name)}</h2><code className="muted">{name}</code>
        <ActionIcon variant="subtle" className="end" aria-label={t('design.back')} onClick={close}><IconX size={16} /></ActionIcon>
      </div>
      {own.map((problem, at) => <p key={at} className="error" role="alert">{say(problem)}</p>)}
      <Select label={t('design.field.type')} searchable data={types} value={type} allowDeselect={false} onChange={(next) => { if (next && next !== type) change(retyped(field, next) as Doc, 'Type') }} />
      {type === 'children' ? <LineFields field={field} change={(next) => change(next, 'Fields of a line')} path={path} entity={`${entity}.${name}`} problems={problems} /> : null}
      <SchemaForm schema={schema} value={field} of={entity} path={path} problems={problems} without={drawnElsewhere} change={(next, key, stroke) => change(next as Doc, titleOf(schema, key), stroke ?? undefined)} />
      <Uses entity={entity} field={name} />
    </>
  )
}
const titleOf = (schema: JsonSchema, key: string): string => String((schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined)?.[key]?.['title'] ?? key)
