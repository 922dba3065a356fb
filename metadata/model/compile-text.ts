import { pointer } from '../base/json.ts'
import { problem } from '../base/problem.ts'
import { types, type ValueType } from '../base/value-type.ts'
import { compileExpression, literalExpr } from '../expressions/compile.ts'
import type { Expr } from '../expressions/tree.ts'
import type { Work } from './compile-entity.ts'
import type { EntityDraft, FieldDraft } from './draft.ts'

/** `{number} {customer.name}` → join([…], ''): parts without a value are left out. */
export function compileTitle({ draft, scope, report }: Pick<Work, 'draft' | 'scope' | 'report'>): Expr {
  const path = pointer(draft.path, 'title')
  const parts = templateParts(draft.doc.title ?? titleByDefault(draft))
  const items = parts.flatMap((part): Expr[] => {
    if (part.kind === 'text') return [literalExpr(part.text)]
    const text = compileExpression(part.text, scope)
    if (!text.ok) report(text.problems, path)
    if (!text.ok || text.value.type.kind === 'text') return text.ok ? [text.value] : []
    const shown = compileExpression(`string(${part.text})`, scope, types.text)
    if (!shown.ok) report(shown.problems, path)
    return shown.ok ? [shown.value] : []
  })
  if (items.length === 1) return items[0]!
  return Object.freeze({ kind: 'call', name: 'join', args: [{ kind: 'list', items, type: types.list(types.text), at: 0 }, literalExpr('')], type: types.text, at: 0 } as const)
}

export function templateParts(template: string): { kind: 'text' | 'expression'; text: string }[] {
  return template.split(/(\{[^{}]+\})/).filter(Boolean).map((part) => (part.startsWith('{') && part.endsWith('}') ? { kind: 'expression', text: part.slice(1, -1) } : { kind: 'text', text: part }))
}

const titled = ['name', 'title', 'number'] as const
function titleByDefault({ fields }: EntityDraft): string {
  const key = titled.find((name) => fields.has(name) && !fields.get(name)!.relation) ?? [...fields.values()].find((f) => f.type.group === 'text')?.key
  return `{${key ?? 'id'}}`
}

/**
 * A default given as text is a plain value where the field's type accepts it, else an expression. Types that accept any text
 * decide the other way round: an expression where it is one, else plain.
 */
export function compileDefault({ scope, report }: Pick<Work, 'scope' | 'report'>, draft: FieldDraft, value: ValueType): Expr | null {
  const given = draft.options.default
  if (given === undefined || given === null) return null
  const path = pointer(draft.path, 'default')
  const plain = draft.type.read(given, draft.options as never)
  if (typeof given !== 'string') {
    const read = plain.ok ? plain : draft.type.read(String(given), draft.options as never)
    if (!read.ok) report(read.problems, path)
    return read.ok ? literalOf(read.value, value) : null
  }
  const free = draft.type.group === 'text'
  if (plain.ok && !free) return literalOf(plain.value, value)
  const expression = compileExpression(given, scope, value)
  if (expression.ok) return expression.value
  if (plain.ok && !/^\s*('|"|[a-z_]+\(.*\)\s*$)/.test(given)) return literalOf(plain.value, value)
  report(plain.ok ? expression.problems : [...expression.problems, problem('metadata.bad_default', '')], path)
  return null
}

function literalOf(value: unknown, type: ValueType): Expr {
  if (Array.isArray(value)) return { kind: 'list', items: value.map((v) => literalOf(v, type.kind === 'list' ? type.of : types.text)), type, at: 0 }
  return literalExpr(typeof value === 'boolean' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value), type)
}
