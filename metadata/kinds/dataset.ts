import { type Static, Type } from '@sinclair/typebox'
import { problem } from '../base/problem.ts'
import { defineKind } from './kind.ts'
import { Description, document, EntityKey, FieldKey, Label } from './parts.ts'

export const datasetKind = defineKind({
  name: 'dataset',
  plural: 'datasets',
  label: 'Dataset',
  version: 1,
  schema: document({
    label: Type.Optional(Label),
    description: Type.Optional(Description),
    of: EntityKey,
    key: Type.Union([FieldKey, Type.Array(FieldKey, { minItems: 1 })], { title: 'Key', description: 'The fields that identify a row: rows are refreshed, not doubled.' }),
    demo: Type.Optional(Type.Boolean({ title: 'Sample rows', description: 'Installed only on request.' })),
    rows: Type.Array(Type.Record(Type.String(), Type.Unknown()), { title: 'Rows', description: 'A link is given by the key of the row it means, in a dataset of its entity.' }),
  }, { title: 'Dataset', description: 'Reference or sample rows.' }),
  check: (doc) => {
    const seen = new Map<string, number>()
    return doc.rows.flatMap((row, i) => {
      const id = rowKey(doc, row)
      const other = seen.get(id)
      if (other === undefined) seen.set(id, i)
      return other === undefined ? [] : [problem('metadata.duplicate_row', `/rows/${i}`, { row: i + 1, other: other + 1 })]
    })
  },
  upcast: {},
})
export type DatasetDoc = Static<typeof datasetKind.schema>
/** How other rows mean this row: its key value, or several joined by ` / `. */
export const rowKey = (doc: Pick<DatasetDoc, 'key'>, row: Readonly<Record<string, unknown>>): string =>
  [doc.key].flat().map((field) => String(row[field] ?? '')).join(' / ')
