import type { ComponentType } from 'react'
import type { Problem } from '../../metadata/base/problem.ts'
import type { KindName } from '../../metadata/kinds/index.ts'
import type { Place } from '../document/objects.ts'
import { JsonEditor } from './json-editor.tsx'

export interface EditorProps {
  readonly place: Place
  readonly text: string
  readonly change: (text: string) => void
  /** What only the whole set of layers tells of this document, as it was last saved. */
  readonly others: readonly Problem[]
}
/** The editor of each kind of document. A designer made for a kind takes the place of its line here. */
export const editors: { readonly [K in KindName]: ComponentType<EditorProps> } = {
  entity: JsonEditor, form: JsonEditor, view: JsonEditor, role: JsonEditor, app: JsonEditor, dataset: JsonEditor, translation: JsonEditor,
}
