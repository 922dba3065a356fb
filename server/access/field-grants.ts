/** What a role says about one entity; the form of `may.<entity>` in a role document. */
export interface RoleRule {
  readonly read?: boolean | string
  readonly create?: boolean | string
  readonly update?: boolean | string
  readonly delete?: boolean | string
  readonly export?: boolean
  readonly import?: boolean
  readonly transitions?: readonly string[]
  /** Only these fields; `lines` with all its fields, `lines.price` one of them. */
  readonly fields?: readonly string[]
  readonly not_fields?: readonly string[]
  readonly readonly_fields?: readonly string[]
}

const within = (path: string, rule: string): boolean => path === rule || path.startsWith(`${rule}.`)

/** Does the rule grant the field? `path` is the field's key, for line items after the key of their list: `lines.price`. */
export function grantsField(rule: RoleRule, path: string): boolean {
  if (rule.not_fields?.some((field) => within(path, field))) return false
  return rule.fields === undefined || rule.fields.some((field) => within(path, field) || within(field, path))
}

export const grantsWrite = (rule: RoleRule, path: string): boolean => grantsField(rule, path) && !rule.readonly_fields?.some((field) => within(path, field))
