/** The part of JavaScript that conditions are written in. */
export type Js =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Js[] }
  | { readonly kind: 'path'; readonly names: readonly string[] }
  | { readonly kind: 'member'; readonly of: Js; readonly name: string }
  | { readonly kind: 'call'; readonly of: Js; readonly args: readonly Js[] }
  | { readonly kind: 'not'; readonly of: Js }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Js; readonly right: Js }

export class Untranslatable extends Error {}

interface Token { readonly kind: 'name' | 'text' | 'number' | 'sign' | 'end'; readonly text: string }
const pattern = /\s+|([A-Za-z_$][\w$]*)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?)|(===|!==|==|!=|<=|>=|&&|\|\||[!<>()[\].,;-])/gy

function tokens(text: string): Token[] {
  const all: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw new Untranslatable(`no token at ${at}: ${text.slice(at, at + 20)}`)
    const [, name, double, single, number, sign] = match
    if (name !== undefined) all.push({ kind: 'name', text: name })
    else if (double !== undefined || single !== undefined) all.push({ kind: 'text', text: (double ?? single)!.replaceAll(/\\(.)/g, '$1') })
    else if (number !== undefined) all.push({ kind: 'number', text: number })
    else if (sign !== undefined) all.push({ kind: 'sign', text: sign })
  }
  return all
}

/** Operators by how weakly they bind. */
const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '===', '!=', '!=='], ['<', '<=', '>', '>=']]
const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null, undefined: null }

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  constructor(text: string) {
    this.#tokens = tokens(text)
  }
  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' }
  }
  #take(sign: string): boolean {
    if (this.#next.kind !== 'sign' || this.#next.text !== sign) return false
    this.#at++
    return true
  }
  #need(sign: string): void {
    if (!this.#take(sign)) throw new Untranslatable(`"${sign}" expected, found "${this.#next.text}"`)
  }
  whole(): Js {
    const js = this.#level(0)
    while (this.#take(';'));
    if (this.#next.kind !== 'end') throw new Untranslatable(`"${this.#next.text}" is outside the subset`)
    return js
  }
  #level(level: number): Js {
    const operators = levels[level]
    if (!operators) return this.#unary()
    let left = this.#level(level + 1)
    for (let { text } = this.#next; this.#next.kind === 'sign' && operators.includes(text); { text } = this.#next) {
      this.#at++
      left = { kind: 'binary', operator: text.slice(0, 2), left, right: this.#level(level + 1) }
    }
    return left
  }
  #unary(): Js {
    if (this.#take('!')) return { kind: 'not', of: this.#unary() }
    if (this.#take('-')) {
      const of = this.#unary()
      if (of.kind === 'literal' && typeof of.value === 'number') return { kind: 'literal', value: -of.value }
      throw new Untranslatable('"-" before something that is no number')
    }
    return this.#postfix(this.#primary())
  }
  #postfix(start: Js): Js {
    let js = start
    for (;;) {
      if (this.#take('.')) js = this.#member(js)
      else if (this.#take('(')) js = { kind: 'call', of: js, args: this.#items(')') }
      else return js
    }
  }
  #member(of: Js): Js {
    const { kind, text } = this.#next
    if (kind !== 'name') throw new Untranslatable(`a name expected after ".", found "${text}"`)
    this.#at++
    return of.kind === 'path' && !['length', 'includes', 'indexOf'].includes(text) ? { kind: 'path', names: [...of.names, text] } : { kind: 'member', of, name: text }
  }
  #items(end: string): Js[] {
    const items: Js[] = []
    while (!this.#take(end)) {
      items.push(this.#level(0))
      if (!this.#take(',')) {
        this.#need(end)
        break
      }
    }
    return items
  }
  #primary(): Js {
    const token = this.#next
    if (this.#take('(')) {
      const js = this.#level(0)
      this.#need(')')
      return js
    }
    if (this.#take('[')) return { kind: 'list', items: this.#items(']') }
    this.#at++
    if (token.kind === 'text') return { kind: 'literal', value: token.text }
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.kind === 'name') return Object.hasOwn(words, token.text) ? { kind: 'literal', value: words[token.text]! } : { kind: 'path', names: [token.text] }
    throw new Untranslatable(`"${token.text}" is outside the subset`)
  }
}

export const parseJs = (text: string): Js => new Parser(text).whole()
