import { type Catalogue, choiceSources, namingField } from './catalogue.ts'
import { type Js, parseJs, Untranslatable } from './javascript.ts'
import { slug } from './names.ts'
import type { SourceEntity, SourceField } from './source.ts'

/** Where a condition stands: `doc` is the entity, `parent` the one whose lines it is. */
export interface Place { readonly catalogue: Catalogue; readonly entity: SourceEntity; readonly parent: SourceEntity | null }
/** A text in our language, or why there is none. */
export type Translated = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

/**
 * Field name, or `eval:` JavaScript → our language. JavaScript knows no third value, so where a field may be empty the translation
 * says what an empty one means: `!=` compares `coalesce(x, '')`. A compared `''` is our emptiness. Yes/no fields are never empty: they
 * have a default. Links are compared with the field that names the linked record.
 */
export function translateCondition(condition: string, place: Place): Translated {
  try {
    const script = condition.startsWith('eval:')
    const holds = truth(script ? parseJs(condition.slice(5)) : { kind: 'path', names: ['doc', condition.trim()] }, place, false)
    return { ok: true, text: typeof holds === 'boolean' ? String(holds) : holds.text }
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message }
    throw error
  }
}

/** Already decided, or a text and how weakly its outermost operator binds: 0 or, 1 and, 2 comparison, 3 nothing. */
type Condition = boolean | { readonly text: string; readonly level: 0 | 1 | 2 | 3 }
type Literal = string | number | boolean | null
type Kind = 'unsaved' | 'boolean' | 'number' | 'text' | 'record' | 'entities' | 'submission' | 'rows' | 'other'
type Piece =
  | { readonly kind: 'constant'; readonly value: Literal }
  | { readonly kind: 'list'; readonly values: readonly Literal[] }
  | { readonly kind: 'field'; readonly text: string; readonly type: Kind; readonly naming: string | null }
type FieldPiece = Piece & { readonly kind: 'field' }

function truth(js: Js, place: Place, negated: boolean): Condition {
  if (js.kind === 'not') return truth(js.of, place, !negated)
  if (js.kind === 'call') return membership(js, place, negated)
  if (js.kind === 'binary') return (js.operator === '&&' || js.operator === '||' ? junction : comparison)(js, place, negated)
  const value = piece(js, place)
  if (value.kind === 'constant') return Boolean(value.value) !== negated
  if (value.kind === 'list') throw new Untranslatable('a list as condition')
  return whether(value, !negated)
}
/** The field holds, or does not. A record that is not saved yet has no id. */
function whether({ text, type }: FieldPiece, wanted: boolean): Condition {
  if (type === 'unsaved') return { text: `${text} ${wanted ? '==' : '!='} null`, level: 2 }
  return { text: wanted ? text : `!${text}`, level: 3 }
}

type Binary = Js & { readonly kind: 'binary' }
function junction(js: Binary, place: Place, negated: boolean): Condition {
  const and = (js.operator === '&&') !== negated
  const parts = [truth(js.left, place, negated), truth(js.right, place, negated)]
  if (parts.includes(!and)) return !and
  const open = parts.filter((part) => typeof part !== 'boolean')
  if (open.length < 2) return open[0] ?? and
  const level = and ? 1 : 0
  return { text: open.map((part) => (part.level < level ? `(${part.text})` : part.text)).join(and ? ' && ' : ' || '), level }
}

function comparison(js: Binary, place: Place, negated: boolean): Condition {
  const search = searchOf(js, place, negated)
  if (search !== null) return search
  const [left, right] = [piece(js.left, place), piece(js.right, place)]
  if (left.kind === 'list' || right.kind === 'list') throw new Untranslatable('a list compared')
  const equality = js.operator === '==' || js.operator === '!='
  if (left.kind === 'constant' && right.kind === 'constant') {
    if (equality) return (left.value === right.value) === ((js.operator === '==') !== negated)
    throw new Untranslatable('two constants in order')
  }
  if (!equality) return ordered(js, [left, right], negated)
  const equal = (js.operator === '==') !== negated
  if (left.kind === 'constant') return withConstant(right as FieldPiece, left.value, equal)
  if (right.kind === 'constant') return withConstant(left, right.value, equal)
  return twoFields([left, right], equal)
}

/** `[…].indexOf(x) !== -1` */
function searchOf(js: Binary, place: Place, negated: boolean): Condition | null {
  const { left, right, operator } = js
  if (left.kind !== 'call' || left.of.kind !== 'member' || left.of.name !== 'indexOf' || right.kind !== 'literal') return null
  const found = operator === '!=' && right.value === -1 ? true : operator === '==' && right.value === -1 ? false : operator === '>' && right.value === -1 ? true : null
  if (found === null) throw new Untranslatable('a place in a list')
  return inList([left.of.of, left.args[0]], place, found === negated)
}
/** `[…].includes(x)`, `in_list([…], x)` */
function membership(js: Js & { kind: 'call' }, place: Place, negated: boolean): Condition {
  if (js.of.kind === 'member' && js.of.name === 'includes') return inList([js.of.of, js.args[0]], place, negated)
  if (js.of.kind === 'path' && js.of.names.join('.') === 'in_list') return inList([js.args[0], js.args[1]], place, negated)
  throw new Untranslatable('a call of a function of the browser')
}
function inList([listed, sought]: readonly [Js | undefined, Js | undefined], place: Place, negated: boolean): Condition {
  if (!listed || !sought) throw new Untranslatable('a call without arguments')
  const [list, item] = [piece(listed, place), piece(sought, place)]
  if (list.kind !== 'list' || item.kind === 'list') throw new Untranslatable('a search in something that is no list')
  if (item.kind === 'constant') return list.values.includes(item.value) !== negated
  const compared = comparable(item)
  const text = `${compared.text} in [${list.values.map((value) => written(value, compared)).join(', ')}]`
  return negated ? { text: `!(${compared.text} != null && ${text})`, level: 3 } : { text, level: 2 }
}

function withConstant(field: FieldPiece, value: Literal, equal: boolean): Condition {
  if (value === '' || value === null) return whether(field, !equal)
  if (field.type === 'boolean' || field.type === 'unsaved') return whether(field, [1, true, '1'].includes(value as never) === equal)
  const compared = comparable(field)
  const constant = written(value, compared)
  if (equal) return { text: `${compared.text} == ${constant}`, level: 2 }
  const empty = compared.type === 'number' ? '0' : "''"
  return { text: `coalesce(${compared.text}, ${empty}) != ${constant}`, level: 2 }
}
/** Names of linked records are texts, and so are ours; yes/no and numbers are compared as they are. */
function comparable(field: FieldPiece): FieldPiece {
  if (field.type !== 'record') return field
  if (field.naming === null) throw new Untranslatable('a linked record compared by a number that it was given')
  return { ...field, text: `${field.text}.${field.naming}`, type: 'text' }
}
/** 0, 1, 2 of the framework. */
export const submission = ['draft', 'submitted', 'cancelled'] as const
function written(value: Literal, field: FieldPiece): string {
  if (field.type === 'submission') return quoted(submission[Number(value)] ?? unlisted())
  if (field.type === 'entities') return quoted(slug(String(value)))
  if (field.type === 'number' && typeof value === 'string' && Number.isNaN(Number(value))) throw new Untranslatable('a number compared with a text')
  return typeof value === 'string' && field.type !== 'number' ? quoted(value) : String(value)
}
export const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`

function twoFields([left, right]: readonly [FieldPiece, FieldPiece], equal: boolean): Condition {
  const [a, b] = [left.text, right.text]
  return equal
    ? { text: `${a} == ${b} || ${a} == null && ${b} == null`, level: 0 }
    : { text: `(${a} == null) != (${b} == null) || ${a} != ${b}`, level: 0 }
}
function ordered(js: Binary, [left, right]: readonly [Piece, Piece], negated: boolean): Condition {
  const side = (piece: Piece, other: Piece) => (piece.kind === 'field' ? piece.text : written((piece as { value: Literal }).value, other as FieldPiece))
  const text = `${side(left, right)} ${js.operator} ${side(right, left)}`
  return negated ? { text: `!coalesce(${text}, false)`, level: 3 } : { text, level: 2 }
}

function piece(js: Js, place: Place): Piece {
  if (js.kind === 'literal') return { kind: 'constant', value: js.value }
  if (js.kind === 'path') return pathPiece(js.names, place)
  if (js.kind === 'list') return { kind: 'list', values: js.items.map((item) => (item.kind === 'literal' ? item.value : unlisted())) }
  if (js.kind === 'member' && js.name === 'length') {
    const of = piece(js.of, place)
    if (of.kind === 'field' && (of.type === 'text' || of.type === 'rows')) return { kind: 'field', text: `size(${of.text})`, type: 'number', naming: null }
  }
  throw new Untranslatable('something other than fields and constants')
}
const unlisted = (): never => { throw new Untranslatable('a list of something other than constants') }

function pathPiece(names: readonly string[], place: Place): Piece {
  const form = names[0] === 'cur_frm' && names[1] === 'doc'
  const [root, name, ...more] = form ? [place.parent ? 'parent' : 'doc', ...names.slice(2)] : names
  if (more.length > 0 || name === undefined || (root !== 'doc' && root !== 'parent')) throw new Untranslatable(`${names.join('.')} is not a field of the document or its parent`)
  const entity = root === 'doc' ? place.entity : place.parent
  if (!entity) throw new Untranslatable(`${names.join('.')}: the document has no parent`)
  const prefix = root === 'parent' ? 'parent().' : ''
  return ofFramework(name, entity, { ...place, prefix }) ?? fieldPiece(name, entity, { ...place, prefix })
}

/** What the framework keeps beside the fields: the type of the document and of its parent, drafts, submission. */
function ofFramework(name: string, entity: SourceEntity, place: Place & { readonly prefix: string }): Piece | null {
  const field = (text: string): Piece => ({ kind: 'field', text, type: 'submission', naming: null })
  if (name === 'doctype') return { kind: 'constant', value: entity.name }
  if (name === 'parenttype') return { kind: 'constant', value: entity === place.entity ? (place.parent?.name ?? null) : null }
  if (name === '__islocal') return { kind: 'field', text: `${place.prefix}id`, type: 'unsaved', naming: null }
  if (name !== 'docstatus') return null
  const document = entity.kind === 'child' ? place.parent : entity
  if (!document?.submittable) return { kind: 'constant', value: 0 }
  return field(entity.kind === 'child' ? 'parent().docstatus' : `${place.prefix}docstatus`)
}

function fieldPiece(name: string, entity: SourceEntity, { catalogue, prefix }: Place & { readonly prefix: string }): Piece {
  const field = entity.fields.find((f) => f.name === name)
  if (!field) throw new Untranslatable(`${entity.name} has no field ${name}`)
  const type = kindOf(field)
  return { kind: 'field', text: prefix + slug(name), type, naming: type === 'record' ? namingField(catalogue, field.target ?? '') : null }
}

const kinds: Readonly<Record<string, Kind>> = {
  Check: 'boolean', Int: 'number', Float: 'number', Currency: 'number', Percent: 'number', Rating: 'number', Table: 'rows', 'Table MultiSelect': 'rows',
  Date: 'other', Datetime: 'other', Time: 'other', Duration: 'other',
}
export const kindOf = (field: SourceField): Kind =>
  field.type === 'Link' ? (Object.hasOwn(choiceSources, field.target ?? '') ? 'entities' : 'record') : (kinds[field.type] ?? 'text')
