import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { type RecordStore, useValues } from '../form/record-store.ts'
import { choicesOf, isComputed, isNumeric, widgetOf } from '../model/field-view.ts'
import { fieldsOfTitle } from '../model/title.ts'
import { fileAddress } from '../widgets/display.tsx'
import { Shown } from '../widgets/display.tsx'

const most = 3
/** What a glance at the record should tell: its state, and the numbers that it comes to. */
function figuresOf(entity: ClientEntity): readonly ClientField[] {
  const titled = fieldsOfTitle(entity.title)
  const state = entity.fields.find((field) => widgetOf(field) === 'choice' && choicesOf(field).some(({ tone }) => tone !== null))
  const sums = entity.fields.filter((field) => isNumeric(field) && (field.formula !== null || isComputed(field)) && !titled.has(field.key))
  const amounts = entity.fields.filter((field) => widgetOf(field) === 'money' && !sums.includes(field))
  return [...(state ? [state] : []), ...[...sums.toReversed(), ...amounts].slice(0, most)]
}

export function Figures({ entity, store }: { entity: ClientEntity; store: RecordStore }) {
  const values = useValues(store)
  const shown = figuresOf(entity).filter((field) => values[field.name] !== null && values[field.name] !== undefined && values[field.name] !== '')
  return shown.length ? <dl className="figures wide">{shown.map((field) => <div key={field.key}><dt>{field.label}</dt><dd><Shown compact field={field} value={values[field.name]} /></dd></div>)}</dl> : null
}
export function HeadPicture({ entity, store }: { entity: ClientEntity; store: RecordStore }) {
  const values = useValues(store)
  const picture = entity.fields.filter((field) => widgetOf(field) === 'image').map((field) => values[field.name]).find(isObject)
  return picture ? <img className="head-picture" src={fileAddress(String(picture['id']))} alt="" /> : null
}
