import { type ComponentType, createContext, use } from 'react'
import type { Problem } from '../../metadata/base/problem.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import type { PartInfo } from './parts-of.ts'

export type Values = Readonly<Record<string, unknown>>
export interface SchemaFormProps {
  readonly schema: JsonSchema
  readonly value: Values
  readonly of: string | null
  /** Where the value stands in its document. */
  readonly path: string
  readonly problems: readonly Problem[]
  /** Keys that are edited elsewhere. */
  readonly without?: readonly string[]
  readonly change: (value: Values, key: string, stroke?: string) => void
}
export interface PartProps {
  readonly id: string; readonly label: string; readonly description: string; readonly schema: JsonSchema; readonly info: PartInfo; readonly value: unknown; readonly path: string; readonly error: string
  /** undefined takes the property out. `stroke` joins what is typed into one step. */
  readonly change: (value: unknown, stroke?: string) => void
}
/** What the parts of a document may name, and what is wrong in it. `of` is the entity that bare field names belong to; `Draw` draws what is nested. */
export interface SchemaPlace { readonly of: string | null; readonly path: string; readonly problems: readonly Problem[]; readonly change: (key: string, value: unknown, stroke?: string) => void; readonly Draw: ComponentType<SchemaFormProps> }
const Place = createContext<SchemaPlace | null>(null)
export const PlaceProvider = Place.Provider
export function useSchemaPlace(): SchemaPlace {
  const place = use(Place)
  if (!place) throw new Error('outside of a schema form')
  return place
}
