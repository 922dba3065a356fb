import type { ValueType } from '../../metadata/base/value-type.ts'
import type { Scope } from '../../metadata/expressions/tree.ts'
import { branches, type Kind, leaves, letters, overLists, overRows } from './expression-patterns.ts'
import { dates, numbers, type Random, words } from './expression-values.ts'

/** From where paths may start: a record under a prefix (`''` = bare names), or the item of a list, which has no fields. */
type Start = { readonly prefix: string; readonly entity: string; readonly implicit?: boolean } | { readonly prefix: string; readonly kind: Kind }
type Starts = readonly Start[]
interface Field { readonly key: string; readonly type: ValueType }

const records: Readonly<Record<string, Kind>> = { region: 'region', customer: 'customer', tag: 'tag', user: 'user' }
const lists: Readonly<Record<string, Kind>> = { text: 'texts', number: 'numbers', date: 'dates' }
const kindOf = (type: ValueType): Kind | null => {
  if (type.kind === 'record') return records[type.entity] ?? null
  if (type.kind === 'list') return type.of.kind === 'record' && type.of.entity === 'tag' ? 'tags' : (lists[type.of.kind] ?? null)
  return type.kind === 'json' || type.kind === 'null' ? null : type.kind
}
const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
const wanted = ['number', 'text', 'boolean', 'boolean', 'boolean', 'date', 'datetime', 'duration', 'texts', 'numbers', 'time', 'region', 'dates'] as const

/** Well-typed texts about a record of a scope. */
export function randomText(random: Random, scope: Scope): string {
  const self = scope.self ?? ''
  const starts: Starts = [{ prefix: '', entity: self }, { prefix: '', entity: self }, { prefix: 'me()', entity: 'user' }, { prefix: 'old()', entity: self }, ...(scope.parent ? [{ prefix: 'parent()', entity: scope.parent }] : [])]
  return new Texts(random, scope).of(random.one(wanted), 4, starts)
}

class Texts {
  readonly #random: Random
  readonly #scope: Scope
  constructor(random: Random, scope: Scope) {
    this.#random = random
    this.#scope = scope
  }

  of(kind: Kind, depth: number, starts: Starts): string {
    if (depth <= 0 || this.#random.below(6) === 0) return this.#leaf(kind, starts)
    const pick = this.#random.below(8)
    if (pick === 0) return this.#fill(`(B ? ${letterOf(kind)} : ${letterOf(kind)})`, depth, starts)
    return (pick < 4 ? this.#macro(kind, depth, starts) : null) ?? this.#fill(this.#random.one(branches[kind]), depth, starts)
  }

  #fill(pattern: string, depth: number, starts: Starts): string {
    return pattern.replaceAll(/(?<![A-Za-z0-9_'])[NTBDHZULMWXCKEQ](?![A-Za-z0-9_])|[#$@^]/g, (sign) => (sign in letters ? this.of(letters[sign as keyof typeof letters], depth - 1, starts) : this.#sign(sign, starts)))
  }
  #sign(sign: string, starts: Starts): string {
    if (sign === '^') return this.#path(null, starts) ?? 'me()'
    return sign === '#' ? this.#random.one(numbers) : sign === '@' ? this.#random.one(dates) : quote(this.#random.one(words))
  }
  #leaf(kind: Kind, starts: Starts): string {
    const items = starts.filter((start) => 'kind' in start && start.kind === kind)
    if (items.length > 0 && this.#random.below(2) === 0) return this.#random.one(items).prefix
    const path = this.#random.below(4) > 0 ? this.#path(kind, starts) : null
    return path ?? this.#fill(this.#random.one(leaves[kind]), 0, starts)
  }

  #fields(entity: string): readonly Field[] {
    return this.#scope.names(entity).flatMap((name) => { const found = this.#scope.field(entity, name); return found ? [{ key: name, type: found.type }] : [] })
  }
  /** Up to three links, then a field of the kind (null: any). */
  #path(kind: Kind | null, starts: Starts): string | null {
    return this.#walk(starts, (type) => (kind === null ? type.kind !== 'json' : kindOf(type) === kind))?.text ?? null
  }
  #walk(starts: Starts, good: (type: ValueType) => boolean): { text: string; type: ValueType } | null {
    for (let tries = 0; tries < 8; tries++) {
      const from = this.#random.one(starts.filter((start) => 'entity' in start))
      if (!('entity' in from)) continue
      const found = this.#from(from, starts, good)
      if (found) return found
    }
    return null
  }
  #from(from: Start & { entity: string }, starts: Starts, good: (type: ValueType) => boolean): { text: string; type: ValueType } | null {
    const names = from.prefix === '' ? [] : [from.prefix]
    let entity = from.entity
    for (let left = this.#random.below(4); ; left--) {
      const fields = this.#fields(entity).filter(({ key }) => names.length > 0 || !hidden(key, from, { starts, fields: (of) => this.#fields(of) }))
      const links = fields.filter(({ type }) => type.kind === 'record')
      const fitting = fields.filter(({ type }) => good(type))
      const field = left > 0 && links.length > 0 ? this.#random.one(links) : fitting.length > 0 ? this.#random.one(fitting) : null
      if (!field) return null
      names.push(field.key)
      if (!(left > 0 && links.length > 0)) return { text: names.join('.'), type: field.type }
      entity = field.type.kind === 'record' ? field.type.entity : ''
    }
  }

  #macro(kind: Kind, depth: number, starts: Starts): string | null {
    const plain = this.#random.below(3) === 0 ? overLists[kind] : undefined
    if (plain) {
      const of = this.#random.one(['texts', 'numbers', 'dates'] as const)
      const item = { prefix: this.#variable(), kind: of === 'texts' ? 'text' : of === 'numbers' ? 'number' : 'date' } as const
      const over = this.of(of, depth - 2, starts)
      return this.#write({ pattern: this.#random.one(plain), over, item }, depth, starts)
    }
    const patterns = overRows[kind]
    const found = patterns ? this.#walk(starts, (type) => type.kind === 'list' && type.of.kind === 'record') : null
    if (!patterns || found?.type.kind !== 'list' || found.type.of.kind !== 'record') return null
    const pattern = this.#random.one(patterns)
    const item = { prefix: /\bv\b/.test(pattern) ? this.#variable() : '', entity: found.type.of.entity, ...(/\bv\b/.test(pattern) ? {} : { implicit: true }) }
    return this.#write({ pattern, over: this.#filtered(found.text, item.entity, { depth, starts }), item }, depth, starts)
  }
  #variable(): string {
    return this.#random.one(['x', 'l', 'k', 'j', 'i1', 'i2'])
  }
  /** Some rows are filtered first, some twice. */
  #filtered(rows: string, entity: string, { depth, starts }: { depth: number; starts: Starts }): string {
    if (this.#random.below(4) > 0) return rows
    const item = { prefix: this.#variable(), entity }
    return this.#filtered(`${rows}.filter(${item.prefix}, ${this.of('boolean', depth - 2, within(starts, item))})`, entity, { depth: depth - 1, starts })
  }
  #write({ pattern, over, item }: { pattern: string; over: string; item: Start }, depth: number, starts: Starts): string {
    const inner = this.#fill(pattern.replace(/\bv\b/g, item.prefix).replace(/\b(rows|list)\b/, '\u0002'), depth, within(starts, item))
    return inner.replace('\u0002', () => over)
  }
}
const letterOf = (kind: Kind): string => Object.entries(letters).find(([, of]) => of === kind)?.[0] ?? 'N'
/** Inside a macro its item is there too, twice as likely as the rest; it hides an outer one of the same name. */
const within = (starts: Starts, item: Start): Starts => [...starts.filter((start) => start.prefix === '' || start.prefix !== item.prefix), item, item]

/** A bare name means the innermost row that has it. */
function hidden(key: string, from: Start, { starts, fields }: { starts: Starts; fields: (entity: string) => readonly Field[] }): boolean {
  const later = starts.slice(starts.lastIndexOf(from) + 1)
  return later.some((start) => 'implicit' in start && start.implicit && 'entity' in start && fields(start.entity).some((field) => field.key === key))
}
