import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The facts of 200 document types as their own files state them. Not part of the project; tests run only where they are. */
export interface Source { readonly entities: readonly SourceEntity[]; readonly facts: Readonly<Record<string, unknown>> }
export interface SourceEntity {
  readonly name: string
  readonly app: string
  readonly module: string
  readonly kind: 'document' | 'child' | 'single' | 'tree'
  readonly naming?: string
  readonly titleField?: string
  readonly searchFields?: string
  readonly submittable?: boolean
  readonly states?: readonly string[]
  readonly treeParent?: string
  readonly fields: readonly SourceField[]
  readonly layout: readonly LayoutItem[]
  readonly permissions?: readonly Permission[]
}
export interface SourceField {
  readonly name: string
  readonly type: string
  readonly label?: string
  readonly help?: string
  readonly target?: string
  readonly targetField?: string
  readonly choices?: readonly string[]
  readonly options?: string
  readonly default?: string
  readonly fetchFrom?: string
  readonly currencyFrom?: string
  readonly precision?: string
  readonly length?: number
  readonly permLevel?: number
  readonly showIf?: string
  readonly reqdIf?: string
  readonly readOnlyIf?: string
  readonly reqd?: boolean
  readonly unique?: boolean
  readonly readOnly?: boolean
  readonly hidden?: boolean
  readonly inList?: boolean
  readonly indexed?: boolean
  readonly nonNegative?: boolean
  readonly setOnce?: boolean
  readonly noCopy?: boolean
  readonly virtual?: boolean
}
export interface LayoutItem { readonly at: 'field' | 'section' | 'column' | 'tab' | 'display'; readonly name?: string; readonly label?: string; readonly showIf?: string }
export interface Permission { readonly role: string; readonly can: readonly string[]; readonly level?: number; readonly ownOnly?: boolean }

const file = fileURLToPath(new URL('../../../../shared/data/erpnext/shared-crm-selling-projects-hr.json', import.meta.url))
export const isPresent = existsSync(file)
export const readSource = (): Source => JSON.parse(readFileSync(file, 'utf8')) as Source
