import { useMemo } from 'react'
import { isObject } from '../../metadata/base/json.ts'
import { systemFields } from '../../metadata/base/name.ts'
import { useEntities, useKeysOf } from '../draft/context.tsx'
import type { Doc } from '../draft/effective.ts'

export interface Choice { readonly value: string; readonly label: string }
export const labelOf = (doc: unknown, key: string): string => (isObject(doc) && typeof doc['label'] === 'string' ? doc['label'] : key)
export const fieldsOf = (doc: Doc | undefined): Readonly<Record<string, Doc>> => (doc && isObject(doc['fields']) ? (doc['fields'] as Readonly<Record<string, Doc>>) : {})

/** Fields of the entity, and those of what its links lead to, one step away. */
export function pathsOf(entities: ReadonlyMap<string, Doc>, of: string, deep: boolean): Choice[] {
  return Object.entries(fieldsOf(entityAt(entities, of))).flatMap(([key, field]): Choice[] => {
    const label = labelOf(field, key)
    const target = field['type'] === 'link' ? String(field['to'] ?? '') : field['type'] === 'user' || field['type'] === 'department' ? String(field['type']) : null
    const further = deep && target ? Object.entries(fieldsOf(entities.get(target))).map(([inner, other]): Choice => ({ value: `${key}.${inner}`, label: `${label} › ${labelOf(other, inner)}` })) : []
    return [{ value: key, label }, ...further]
  })
}
/** `order.lines` are the line items of an order. */
export function entityAt(entities: ReadonlyMap<string, Doc>, key: string): Doc | undefined {
  const [root = '', ...fields] = key.split('.')
  return fields.reduce<Doc | undefined>((doc, field) => fieldsOf(doc)[field], entities.get(root))
}

/** What a text of this reference may name. */
export function useChoices(ref: string, of: string | null): readonly Choice[] {
  const entities = useEntities()
  const views = useKeysOf('view')
  const forms = useKeysOf('form')
  return useMemo(() => {
    if (ref === 'entity') return [...entities].map(([key, doc]) => ({ value: key, label: labelOf(doc, key) }))
    if (ref === 'view' || ref === 'form') return [...new Set(ref === 'view' ? views : forms)].map((key) => ({ value: key, label: key }))
    if (of === null) return []
    const paths = pathsOf(entities, of, ref !== 'field')
    if (ref === 'sort') return paths.flatMap(({ value, label }) => [{ value, label: `${label} ↑` }, { value: `-${value}`, label: `${label} ↓` }])
    return [...paths, ...(ref === 'path' ? systemFields.filter((name) => name.startsWith('_')).map((name) => ({ value: name, label: name })) : [])]
  }, [entities, views, forms, ref, of])
}
