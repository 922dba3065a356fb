import { type Widget, widgets } from '../../metadata/fields/field-type.ts'
import { displays } from './display.tsx'
import { edits } from './edit.tsx'
import type { WidgetParts } from './widget.ts'

/** Every widget: how it shows a value and how it edits it. A new widget is one line in each of `displays` and `edits`. */
export const parts = Object.fromEntries(widgets.map((name) => [name, { Display: displays[name], Edit: edits[name] }])) as Readonly<Record<Widget, WidgetParts>>
