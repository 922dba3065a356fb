import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { condition, envOf, recordOf } from '../form/evaluation.ts'
import type { Rules } from '../form/validate.ts'
import { layoutOf } from '../form/layout.ts'
import type { Values } from '../form/record-store.ts'
import { isNumeric } from '../model/field-view.ts'
import { type AppModel, childOf } from '../model/model.ts'
import { Shown } from '../widgets/display.tsx'
import { dateTimeText } from '../widgets/format.ts'

interface PrintProps { readonly entity: ClientEntity; readonly values: Values; readonly title: string; readonly rules: Rules; readonly done: () => void }

/** The whole record on paper: every tab and every line, without anything to press. */
export function PrintSheet({ entity, values, title, rules, done }: PrintProps) {
  useEffect(() => {
    addEventListener('afterprint', done)
    const timer = setTimeout(() => print(), 150)
    return () => { clearTimeout(timer); removeEventListener('afterprint', done) }
  }, [done])
  const { model } = rules
  const [now] = useState(() => new Date().toISOString())
  const env = envOf(rules, recordOf(model, entity, values))
  const seen = (expr: Parameters<typeof condition>[0]): boolean => condition(expr, env) !== false
  return createPortal(
    <div className="print-sheet">
      <header><h1>{title}</h1><span>{entity.label}, {dateTimeText(now)}</span></header>
      {layoutOf(model, entity).filter((tab) => seen(tab.visible)).flatMap((tab) => tab.sections.filter((section) => seen(section.visible)).map((section) => (
        <section key={`${tab.key}/${section.key}`}>
          {section.label ? <h2>{section.label}</h2> : null}
          <dl data-columns={section.columns}>{section.fields.filter((field) => seen(field.visible) && !field.childEntity).map((field) => <div key={field.key}><dt>{field.label}</dt><dd><Shown field={field} value={values[field.name]} /></dd></div>)}</dl>
          {section.fields.filter((field) => field.childEntity && seen(field.visible)).map((field) => <PrintLines key={field.key} field={field} model={model} rows={values[field.name]} />)}
        </section>
      )))}
    </div>, document.body)
}

function PrintLines({ field, model, rows }: { field: ClientField; model: AppModel; rows: unknown }) {
  const columns = childOf(model, field)?.fields.filter((one) => !one.childEntity) ?? []
  return (
    <table>
      <thead><tr><th>#</th>{columns.map((one) => <th key={one.key} data-numeric={isNumeric(one) ? '' : undefined}>{one.label}</th>)}</tr></thead>
      <tbody>{(Array.isArray(rows) ? (rows as readonly Values[]) : []).map((row, at) => <tr key={String(row['id'] ?? at)}><td>{at + 1}</td>{columns.map((one) => <td key={one.key} data-numeric={isNumeric(one) ? '' : undefined}><Shown compact field={one} value={row[one.name]} /></td>)}</tr>)}</tbody>
    </table>
  )
}
