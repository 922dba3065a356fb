import type { ComponentType } from 'react'
import type { Problem } from '../../metadata/base/problem.ts'
import type { KindName } from '../../metadata/kinds/index.ts'
import type { Place } from '../document/objects.ts'
import type { Doc } from '../draft/effective.ts'
import { EntityDesigner } from '../entity/entity-designer.tsx'
import { DatasetGrid } from './dataset-grid.tsx'
import { FormDesigner } from '../form/form-designer.tsx'
import { MenuDesigner } from './menu-designer.tsx'
import { RoleMatrix } from './role-matrix.tsx'
import { TranslationGrid } from './translation-grid.tsx'
import { ViewDesigner } from './view-designer.tsx'

export interface EditorProps {
  readonly place: Place
  /** The document as it will be: the vendor's with the draft's edits, or the draft's own. */
  readonly doc: Doc
  /** What it should become: one step of the history, named by `label`; a `stroke` joins what is typed. */
  readonly change: (wanted: Doc, label: string, stroke?: string) => void
  readonly problems: readonly Problem[]
  /** JSON pointer of the part to show first. */
  readonly at: string
}
/** The designer of each kind of document. */
export const editors: { readonly [K in KindName]: ComponentType<EditorProps> } = {
  entity: EntityDesigner, form: FormDesigner, view: ViewDesigner, role: RoleMatrix, app: MenuDesigner, dataset: DatasetGrid, translation: TranslationGrid,
}
