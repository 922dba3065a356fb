import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { dependencies } from '../../metadata/expressions/dependencies.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { systemField } from '../../metadata/model/scope.ts'
import type { Entity, Field, Model } from '../../metadata/model/model.ts'
import { labelOf } from '../../metadata/model/translate.ts'
import type { EntityRights, Rights } from '../access/rights.ts'

/** What is shown to whom, in which words. */
export interface Reader { readonly model: Model; readonly rights: Rights; readonly texts: ReadonlyMap<string, string> }

/** May the reader see this field, by key? Fields of the system come with every row that may be read. */
export function sees({ rights, model }: Reader, entity: string, field: string): boolean {
  const granted = rights.entity(entity)
  if (!granted || granted.read.length === 0) return false
  return granted.fields.has(field) || (model.entities.get(entity)?.fields.has(field) !== true && systemField(entity, field) !== undefined)
}
/** A rule that looks at what the reader may not see is not told; the server keeps to it all the same. */
export const tells = (reader: Reader, expr: Expr): boolean => dependencies(expr).every(({ steps }) => steps.every(({ entity, field }) => sees(reader, entity, field)))
const told = (reader: Reader, expr: Expr | null): Expr | null => (expr && tells(reader, expr) ? expr : null)
const toldRule = (reader: Reader, rule: boolean | Expr): boolean | Expr => (typeof rule === 'boolean' ? rule : (told(reader, rule) ?? false))

export const clientEntities = (reader: Reader): ClientEntity[] =>
  [...reader.model.entities.values()].flatMap((entity) => {
    const rights = reader.rights.entity(entity.key)
    return rights && rights.read.length > 0 ? [clientEntity(reader, entity, rights)] : []
  })

function clientEntity(reader: Reader, entity: Entity, rights: EntityRights): ClientEntity {
  const visible = (key: string): boolean => rights.fields.has(key)
  const words = (part: string, otherwise: string): string => labelOf(reader.texts, `${textPath(entity)}/${part}`, otherwise)
  return {
    key: entity.key, name: entity.name, label: words('label', entity.label), plural: words('plural', entity.plural), icon: entity.icon,
    description: words('description', entity.description), parent: entity.parent, single: entity.single,
    tree: entity.tree !== null && visible(entity.tree) ? entity.tree : null,
    title: told(reader, entity.title) ?? { kind: 'literal', value: '', type: { kind: 'text' }, at: 0 },
    search: entity.search.filter(visible),
    sort: entity.sort.filter(({ field }) => field.startsWith('_') || visible(field)),
    fields: [...entity.fields.values()].filter(({ key }) => visible(key)).map((field) => clientField(reader, entity, { field, rights })),
    unique: entity.unique.filter(({ fields }) => fields.every(visible)).map(({ key, fields, message }) => ({ key, fields, message })),
    checks: entity.checks.filter(({ check }) => tells(reader, check)),
    may: { create: rights.create.length > 0, update: rights.update.length > 0, delete: rights.delete.length > 0, export: rights.export, import: rights.import },
  }
}

/** Lines have their texts beneath the entity that holds them: `order.lines` → `entities/order/fields/lines`. */
export const textPath = ({ key }: Entity): string => {
  const [first, ...rest] = key.split('.')
  return ['entities', first, ...rest.flatMap((part) => ['fields', part])].join('/')
}

/** Options that are rules or hold other fields stand in the field itself, checked; as text they might tell of what is hidden. */
const notTold = new Set(['fields', 'shape', 'formula', 'value', 'where', 'of', 'path', 'required', 'readonly', 'visible', 'check', 'default', 'name', 'type', 'pattern', 'scope'])

function clientField(reader: Reader, entity: Entity, { field, rights }: { field: Field; rights: EntityRights }): ClientField {
  const path = `${textPath(entity)}/fields/${field.key}`
  const options: Record<string, unknown> = Object.fromEntries(Object.entries(field.options).filter(([key, value]) => !notTold.has(key) && value !== undefined))
  for (const part of ['help', 'placeholder', 'message']) if (typeof options[part] === 'string') options[part] = labelOf(reader.texts, `${path}/${part}`, options[part])
  if (typeof options['options'] === 'object' && options['options'] !== null) options['options'] = translatedChoices(reader, path, options['options'] as Record<string, { label?: string }>)
  const write = rights.fields.get(field.key)?.write
  return {
    key: field.key, name: field.name, label: labelOf(reader.texts, `${path}/label`, field.label), type: field.type.name, options,
    value: field.value, relation: field.relation, childEntity: field.childEntity,
    required: toldRule(reader, field.required), readonly: toldRule(reader, field.readonly),
    visible: told(reader, field.visible), check: told(reader, field.check), default: told(reader, field.default),
    formula: told(reader, field.formula), where: told(reader, field.where),
    write: field.type.computed === undefined && write !== undefined && write !== 'never' && (write === 'always' || write.length > 0),
  }
}

const translatedChoices = ({ texts }: Reader, path: string, options: Readonly<Record<string, { label?: string }>>): Record<string, object> =>
  Object.fromEntries(Object.entries(options).map(([key, option]) => {
    const label = texts.get(`${path}/options/${key}/label`) ?? option.label
    return [key, label === undefined ? option : { ...option, label }]
  }))
