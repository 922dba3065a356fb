import type { Catalogue } from './catalogue.ts'
import type { Doc } from './fields.ts'
import { slug } from './names.ts'
import type { Permission, SourceEntity } from './source.ts'

/** Their word for a right, and ours. Submission and printing have none of their own here. */
const rights = { read: 'read', create: 'create', write: 'update', delete: 'delete' } as const
const doors = { export: 'export', import: 'import' } as const

/** One role for each of theirs; the administrator is the base's. */
export function rolesOf(catalogue: Catalogue): Record<string, Doc> {
  const roles: Record<string, { label: string; may: Record<string, Doc> }> = {}
  for (const entity of catalogue.source.entities) {
    if (entity.kind === 'child') continue
    for (const name of new Set((entity.permissions ?? []).map((row) => row.role))) {
      const rows = entity.permissions!.filter((row) => row.role === name)
      const grant = grantOf(rows, entity)
      if (name === 'Administrator' || !grant) continue
      const role = (roles[slug(name)] ??= { label: name, may: {} })
      role.may[catalogue.key(entity.name)] = grant
    }
  }
  return roles
}

/** Rows of level 0 say what may be done with records, rows above who sees and changes the fields of that level. */
function grantOf(rows: readonly Permission[], entity: SourceEntity): Doc | null {
  const base = rows.filter((row) => !row.level)
  const whole = base.filter((row) => !row.ownOnly)
  const may = (word: string) => (whole.some((row) => row.can.includes(word)) ? true : base.some((row) => row.can.includes(word)) ? '_owner == me()' : null)
  const granted = Object.entries(rights).flatMap(([word, right]) => (may(word) === null ? [] : [[right, may(word)]]))
  if (granted.length === 0) return null
  const open = Object.entries(doors).flatMap(([word, door]) => (base.some((row) => row.can.includes(word)) ? [[door, true]] : []))
  const above = entity.fields.filter((f) => f.permLevel)
  const allows = (level: number, word: string) => rows.some((row) => row.level === level && row.can.includes(word))
  const hidden = above.filter((f) => !allows(f.permLevel!, 'read')).map((f) => slug(f.name))
  const fixed = above.filter((f) => allows(f.permLevel!, 'read') && !allows(f.permLevel!, 'write')).map((f) => slug(f.name))
  return { ...Object.fromEntries([...granted, ...open]), ...(hidden.length > 0 ? { not_fields: hidden } : {}), ...(fixed.length > 0 ? { readonly_fields: fixed } : {}) }
}
