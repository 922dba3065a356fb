import type { Operator } from '../../metadata/fields/field-type.ts'
import { splitAnd } from '../../metadata/query/conjuncts.ts'

/** One chip: a field (or a path through a link), an operator, and its value as wire JSON. */
export interface Condition { readonly field: string; readonly operator: Operator; readonly value: FilterValue; readonly not?: boolean }
export type FilterValue = null | boolean | number | string | readonly string[]
/** What a list's filter text means to the screen: chips where it is a plain conjunction, else the text itself as one chip. */
export interface Filter { readonly conditions: readonly Condition[]; readonly rest: readonly string[] }

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`
/** Numbers stay bare text so that exact decimals keep every digit. */
const literal = (value: FilterValue, numeric: boolean): string => {
  if (typeof value === 'string') return numeric ? value : quote(value)
  return Array.isArray(value) ? `[${value.map(quote).join(', ')}]` : String(value)
}
const symbols = { eq: '==', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

export function conditionText(condition: Condition, kind: 'text' | 'number' | 'temporal' = 'text'): string {
  const { field, operator, value } = condition
  if (operator === 'empty') return `${field} ${condition.not ? '!=' : '=='} null`
  if (operator === 'in') return `${field} in ${literal(value, false)}`
  const right = kind === 'temporal' && typeof value === 'string' ? temporal(value) : literal(value, kind === 'number')
  if (operator === 'contains' || operator === 'starts') return `${field}.${operator === 'contains' ? 'contains' : 'startsWith'}(${right})`
  return `${field} ${symbols[operator]} ${right}`
}
const temporal = (value: string): string => (value.endsWith(')') ? value : value.includes('T') ? `datetime(${quote(value)})` : /^\d\d:/.test(value) ? `time(${quote(value)})` : `date(${quote(value)})`)

export const filterText = (filter: Filter, kindOf: (field: string) => 'text' | 'number' | 'temporal'): string =>
  [...filter.conditions.map((condition) => conditionText(condition, kindOf(condition.field))), ...filter.rest].join(' && ')

/** Joins filter texts that all must hold. */
export const both = (...filters: readonly string[]): string => {
  const set = filters.filter(Boolean)
  return set.length > 1 ? set.map((text) => (/\|\||\?/.test(text) ? `(${text})` : text)).join(' && ') : (set[0] ?? '')
}

export function parseFilter(text: string): Filter {
  const conditions: Condition[] = []
  const rest: string[] = []
  for (const part of splitAnd(text)) {
    const condition = parseCondition(part)
    if (condition) conditions.push(condition)
    else rest.push(part)
  }
  return { conditions, rest }
}

const path = '([a-z_][a-z0-9_]*(?:\\.[a-z_][a-z0-9_]*)*)'
const comparison = new RegExp(`^${path}\\s*(==|!=|<=|>=|<|>)\\s*(.+)$`, 's')
const call = new RegExp(`^${path}\\.(contains|startsWith)\\((.+)\\)$`, 's')
const membership = new RegExp(`^${path}\\s+in\\s+\\[(.*)\\]$`, 's')
const operatorOf: Readonly<Record<string, Operator>> = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte', contains: 'contains', startsWith: 'starts' }

function parseCondition(text: string): Condition | null {
  const member = membership.exec(text)
  if (member) return memberOf(member[1] ?? '', member[2] ?? '')
  const match = call.exec(text) ?? (comparison.exec(text) as RegExpExecArray | null)
  if (!match) return null
  const field = match[1] ?? ''
  const operator = operatorOf[match[2] ?? '']
  const value = parseLiteral((match[3] ?? '').trim())
  if (!operator || value === undefined) return null
  return value === null ? { field, operator: 'empty', value, not: operator === 'ne' } : { field, operator, value }
}
function memberOf(field: string, list: string): Condition | null {
  const items = [...list.matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g)].map((item) => unquote(item[0]))
  return items.length ? { field, operator: 'in', value: items } : null
}
function parseLiteral(text: string): FilterValue | undefined {
  if (text === 'null') return null
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^-?\d+(\.\d+)?$/.test(text)) return text
  if (/^('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")$/.test(text)) return unquote(text)
  const dated = /^(?:date|time|datetime)\(('(?:[^'\\]|\\.)*')\)$/.exec(text)
  if (dated) return unquote(dated[1] ?? '')
  return /^(today|now|me)\(\)$/.test(text) ? text : undefined
}
const unquote = (text: string): string => text.slice(1, -1).replaceAll(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char))
