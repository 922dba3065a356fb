import Form from '@rjsf/core/lib/components/Form.js'
import type { FieldProps, FieldTemplateProps, ObjectFieldTemplateProps, RJSFSchema, ValidatorType } from '@rjsf/utils'
import { useMemo } from 'react'
import { pointer } from '../../metadata/base/json.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { useProblemText } from '../words/say.ts'
import { useSchemaWord } from '../words/use-schema-word.ts'
import { parts } from './fields.tsx'
import { partOf } from './parts-of.ts'
import { PlaceProvider, type SchemaFormProps, type SchemaPlace, useSchemaPlace, type Values } from './schema-place.ts'

/** The rules of the kind check the whole document; the form library only draws. */
const validator: ValidatorType = { isValid: () => true, validateFormData: () => ({ errors: [], errorSchema: {} }), rawValidation: () => ({ errors: [] }) }
const ignore = (): void => undefined

/** The properties of an object, each drawn from its schema: a new type or option needs no screen of its own. */
export function SchemaForm({ schema, value, of, path, problems, without = nothing, change }: SchemaFormProps) {
  const properties = useMemo(() => Object.fromEntries(Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>)
    .filter(([key, property]) => key !== '$schema' && property['const'] === undefined && !without.includes(key))), [schema, without])
  const drawn = useMemo(() => ({ type: 'object', properties } as RJSFSchema), [properties])
  const ui = useMemo(() => ({ 'ui:submitButtonOptions': { norender: true }, ...Object.fromEntries(Object.keys(properties).map((key) => [key, { 'ui:field': 'Part', 'ui:fieldReplacesAnyOrOneOf': true }])) }), [properties])
  const place = useMemo((): SchemaPlace => ({ of, path, problems, change: (key, next, stroke) => change(withKey(value, key, next), key, stroke), Draw: SchemaForm }), [of, path, problems, change, value])
  return (
    <PlaceProvider value={place}>
      <Form tagName="div" className="schema-form" idPrefix="part" schema={drawn} uiSchema={ui} formData={value} validator={validator} noValidate showErrorList={false} fields={fields} templates={templates} onChange={ignore}><></></Form>
    </PlaceProvider>
  )
}
const nothing: readonly string[] = []
/** undefined takes the key out; what was there keeps its place. */
const withKey = (value: Values, key: string, next: unknown): Values => {
  if (next !== undefined) return { ...value, [key]: next }
  const { [key]: _, ...rest } = value
  return rest
}

function Part({ name, schema, formData }: FieldProps) {
  const { path, problems, change } = useSchemaPlace()
  const word = useSchemaWord()
  const say = useProblemText()
  const info = useMemo(() => partOf(schema as JsonSchema), [schema])
  const Drawn = parts[info.part]
  const here = pointer(path, name)
  const wrong = problems.filter((problem) => problem.path === here || (problem.path.startsWith(`${here}/`) && info.part !== 'named' && info.part !== 'group'))
  const id = `part${here.replaceAll('/', '-')}`
  const label = word(String(schema.title ?? name))
  return (
    <div className="part" data-part={info.part} data-wrong={wrong.length > 0 || undefined}>
      <Drawn id={id} label={label} description={schema.description ? word(schema.description) : ''} schema={schema as JsonSchema} info={info} value={formData} path={here} error={wrong.map(say).join(' ')} change={(next, stroke) => change(name, next, stroke)} />
    </div>
  )
}
const FieldTemplate = ({ children }: FieldTemplateProps) => children
const ObjectFieldTemplate = ({ properties }: ObjectFieldTemplateProps) => <>{properties.map((property) => property.content)}</>
const fields = { Part }
const templates = { FieldTemplate, ObjectFieldTemplate }
