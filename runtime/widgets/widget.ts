import type { ComponentType } from 'react'
import type { Env } from '../../metadata/expressions/evaluate.ts'
import type { ClientField } from '../../metadata/api/client-model.ts'

export interface DisplayProps { readonly field: ClientField; readonly value: unknown; readonly compact?: boolean }
/** `label` is set where no visible label stands beside the widget (in a line of a grid, in a filter). */
export interface EditProps {
  readonly field: ClientField
  readonly value: unknown
  readonly change: (value: unknown) => void
  readonly id?: string
  readonly label?: string
  readonly invalid?: boolean
  readonly describedBy?: string
  readonly required?: boolean
  /** The record that holds the value, for what may be chosen by its other values. */
  readonly env?: Env
 
}
export interface WidgetParts { readonly Display: ComponentType<DisplayProps>; readonly Edit: ComponentType<EditProps> }

/** The attributes every input takes from its place. */
export const inputProps = ({ field, id, label, invalid, describedBy, required }: EditProps) => ({
  ...(id ? { id } : {}), ...(label ? { 'aria-label': label } : {}), ...(describedBy ? { 'aria-describedby': describedBy } : {}),
  ...(required ? { 'aria-required': true as const } : {}),
  'aria-invalid': invalid === true, error: invalid === true,
  placeholder: typeof field.options['placeholder'] === 'string' ? field.options['placeholder'] : '',
})
