import type { Plant } from '../suite.ts'

const query = 'server/db/query'
/** What went wrong elsewhere, put in where it would stand here. */
export const plants: Readonly<Record<string, Plant>> = {
  search: { says: 'words are looked for in cells that are hidden', file: `${query}/search.ts`, find: "const sql = fieldSql(statement, { row, trust: 'actor' }, key)", replace: "const sql = fieldSql(statement, { row, trust: 'trusted' }, key)", met: { size: 3000, seed: 7 } },
  sort: { says: 'rows are put in the order of hidden values', file: `${query}/order.ts`, find: "fieldSql(statement, { row, trust: 'actor' }, own)", replace: "fieldSql(statement, { row, trust: 'trusted' }, own)" },
  measure: { says: 'sums and groups are made of hidden values', file: `${query}/group.ts`, find: "statement.write(statement, expr, { row, trust: 'actor' })", replace: "statement.write(statement, expr, { row, trust: 'trusted' })" },
  expand: { says: 'an opened link shows a record that is out of sight', file: `${query}/rows.ts`, find: 'if (condition) on.push(condition)', replace: 'if (condition) on.push(`(${condition} or true)`)' },
  links: { says: 'a list of links shows records that are out of sight', file: `${query}/values.ts`, find: 'const condition = rowCondition(statement, to, trust)', replace: 'const condition = rowCondition(statement, to, \'trusted\')' },
  total: { says: 'the total counts rows that the list leaves out', file: `${query}/compile.ts`, find: "if (variant.kind === 'count') return", replace: "if (variant.kind === 'count') source.where[0] = `(${source.where[0]} or true)`\n  if (variant.kind === 'count') return" },
  rollup: { says: 'a figure over other records counts those that are out of sight', file: `${query}/values.ts`, find: 'const rows = entityRows(statement, rollup.entity, trust)', replace: "const rows = entityRows(statement, rollup.entity, 'trusted')" },
  all_roles: { says: 'a row needs all roles where one is enough', file: `${query}/rows.ts`, find: ".join(' or ')})`", replace: ".join(' and ')})`" },
  any_role: { says: 'a field that one role grants is shown on the rows of another', file: `${query}/values.ts`, find: "const granted = read === 'always' ? null : anyOf(", replace: "const granted = read !== 'none' as string ? null : anyOf(" },
  computed: { says: 'a computed field is shown though what it is made of is hidden', file: 'server/access/compile-rights.ts', find: 'if (!roles.includes(administrator)) hideComputed(model, drafts)', replace: '' },
  lookup: { says: 'what lies behind a link is read without asking who reads', file: `${query}/context.ts`, find: 'follow(statement, { row, trust: at.trust }, step.field)', replace: "follow(statement, { row, trust: 'trusted' }, step.field)" },
  export: { says: 'the export leaves the filter aside', file: 'server/records/list.ts', find: "const asked = ask(reader, entity, { parameters, children: false })\n      return asked.ok ? ok(streamBatches", replace: "const asked = ask(reader, entity, { parameters: {}, children: false })\n      return asked.ok ? ok(streamBatches" },
  spreadsheet: { says: 'a spreadsheet runs what somebody wrote into a text', file: 'server/records/export.ts', find: 'return toSafe(field.type.toText(plain(value, field), field.options))', replace: 'return field.type.toText(plain(value, field), field.options)' },
  readonly: { says: 'a field is written though no role lets it be', file: 'server/records/decide.ts', find: "if (field.readonly === true || !granted(door.rights.fields.get(field.key)?.write, door.write)) return 'record.readonly_field'", replace: "if (field.readonly === true) return 'record.readonly_field'" },
  outside: { says: 'a record is written out of the rights of the writer', file: 'server/records/write.ts', find: 'checkOwnRights(writing), attachFiles', replace: 'attachFiles' },
  target: { says: 'a link is set to a record that is out of sight', file: 'server/records/links.ts', find: 'return new Set(living.filter(', replace: 'if (held) return new Set(living)\n  return new Set(living.filter(' },
}
