import type { Plugin } from 'vite'
import { fieldTypes } from '../metadata/fields/index.ts'

const name = 'virtual:field-traits'

/**
 * Lists need four facts of each field type, the registry brings schemas and rules for all of them. This takes the facts out of the
 * registry while building, so that a new field type still is one file, and the first page stays small.
 */
export const fieldTraits = (): Plugin => ({
  name: 'field-traits',
  resolveId: (id) => (id === name ? `\0${name}` : null),
  load: (id) => (id === `\0${name}` ? `export const traits = ${JSON.stringify(traits())}` : null),
})
const traits = () => Object.fromEntries(Object.entries(fieldTypes).map(([key, type]) => [key, { widget: type.widget, operators: type.operators, sortable: type.sortable, computed: type.computed ?? null }]))
