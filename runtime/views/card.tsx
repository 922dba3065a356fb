import { Link } from 'react-router'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { plainField } from '../model/field-view.ts'
import { fieldOf, namesOf } from '../model/model.ts'
import { titleOfRow } from '../model/title.ts'
import type { View } from '../model/views.ts'
import { Shown } from '../widgets/display.tsx'

/** Fields that a card shows: the view's own, else the first three of the list. */
export const cardFields = (view: View): readonly ClientField[] => namesOf(view.options['card'] ?? view.options['fields']).flatMap((name) => fieldOf(view.entity, name) ?? [])

export function Card({ view, row, root, picture }: { view: View; row: Row; root: string; picture?: ClientField | undefined }) {
  const { model } = useWorkspace()
  const title = titleOfRow(model, view.entity, row)
  return (
    <Link className="card" to={`${root}/${row.id}`} draggable={false}>
      {picture ? <Shown field={picture} value={row[picture.name]} /> : null}
      <strong dir="auto">{title}</strong>
      <dl>{cardFields(view).filter((field) => row[field.name] !== null && row[field.name] !== undefined && row[field.name] !== title).map((field) => <CardFact key={field.key} field={plainField(field)} value={row[field.name]} />)}</dl>
    </Link>
  )
}
const CardFact = ({ field, value }: { field: ClientField; value: unknown }) => <><dt>{field.label}</dt><dd><Shown compact field={field} value={value} /></dd></>
