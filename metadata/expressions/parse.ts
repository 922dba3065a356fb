import { Environment, ParseError } from '@marcbachmann/cel-js'
import { fail, ok, problem, type Result } from '../base/problem.ts'
import { Decimal, digits } from './numbers.ts'

/** The text's tree before names and types are known. `at` is the offset in the text. */
export type Ast =
  | { readonly kind: 'literal'; readonly value: null | boolean | string; readonly type: 'null' | 'boolean' | 'text' | 'number' | 'integer'; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'member'; readonly of: Ast; readonly name: string; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly target: Ast | null; readonly args: readonly Ast[]; readonly at: number }
  | { readonly kind: 'operator'; readonly name: string; readonly args: readonly Ast[]; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Ast[]; readonly at: number }

export const limits = { length: 10_000, nodes: 2_000, depth: 100, digits: 100 } as const

/** Only the library's parser is used: it knows no names, evaluates nothing, and its tree is translated at once. */
const library = new Environment({ limits: { maxAstNodes: limits.nodes, maxDepth: limits.depth, maxListElements: 1_000, maxCallArguments: 16 } })

export function parseExpression(text: string): Result<Ast> {
  if (text.length > limits.length) return fail(problem('expression.too_large', '', { limit: limits.length }))
  try {
    return ok(translate(library.parse(text).ast as unknown as Node))
  } catch (error) {
    if (error instanceof Unsupported) return fail(problem('expression.not_supported', '', { what: error.what, column: error.at + 1 }))
    if (error instanceof ParseError) return fail(problem('expression.syntax', '', { detail: error.summary, column: (error.range?.start ?? 0) + 1 }))
    throw error
  }
}

interface Node { readonly op: string; readonly args: unknown; readonly pos: number; readonly start: number; readonly end: number; readonly input: string }
class Unsupported extends Error {
  readonly what: string
  readonly at: number
  constructor(what: string, at: number) {
    super(what)
    this.what = what
    this.at = at
  }
}
const nodes = (value: unknown): readonly Node[] => value as readonly Node[]

function translate(node: Node): Ast {
  switch (node.op) {
    case 'value': return literal(node)
    case 'id': return { kind: 'name', name: node.args as string, at: node.start }
    case '.': {
      const [of, name] = node.args as [Node, string]
      return { kind: 'member', of: translate(of), name, at: node.pos }
    }
    case 'call': {
      const [name, args] = node.args as [string, Node[]]
      return { kind: 'call', name, target: null, args: args.map(translate), at: node.start }
    }
    case 'rcall': {
      const [name, target, args] = node.args as [string, Node, Node[]]
      return { kind: 'call', name, target: translate(target), args: args.map(translate), at: node.pos }
    }
    case 'list': return { kind: 'list', items: nodes(node.args).map(translate), at: node.start }
    case '!_': return { kind: 'operator', name: '!', args: [translate(node.args as Node)], at: node.start }
    case '-_': return negate(translate(node.args as Node), node.start)
    case '?:': case '||': case '&&': case '==': case '!=': case '<': case '<=': case '>': case '>=': case 'in':
    case '+': case '-': case '*': case '/': case '%': case '[]':
      return { kind: 'operator', name: node.op, args: nodes(node.args).map(translate), at: node.start }
    default: throw new Unsupported(node.op === 'map' ? '{…}' : node.op, node.start)
  }
}

function negate(of: Ast, at: number): Ast {
  const number = of.kind === 'literal' && (of.type === 'number' || of.type === 'integer')
  return number ? { ...of, value: digits(new Decimal(String(of.value)).negated()), at } : { kind: 'operator', name: 'negate', args: [of], at }
}

function literal(node: Node): Ast {
  const { args: value, start: at } = node
  if (value === null) return { kind: 'literal', value: null, type: 'null', at }
  if (typeof value === 'boolean') return { kind: 'literal', value, type: 'boolean', at }
  if (typeof value === 'string') return { kind: 'literal', value: storable(value, at), type: 'text', at }
  if (typeof value === 'bigint') return { kind: 'literal', value: short(value.toString(), at), type: 'integer', at }
  // A double's digits are taken from the text: 1.1 stays 1.1.
  if (typeof value === 'number') return { kind: 'literal', value: short(digits(new Decimal(node.input.slice(at, node.end))), at), type: 'number', at }
  const text = node.input.slice(at, node.end)
  // CEL's unsigned integers are numbers like all others here.
  if (/^(0x[0-9a-f]+|[0-9]+)u$/i.test(text)) return { kind: 'literal', value: short(BigInt(text.slice(0, -1)).toString(), at), type: 'integer', at }
  throw new Unsupported(text, at)
}
function short(text: string, at: number): string {
  if (text.length > limits.digits) throw new Unsupported(`${text.slice(0, 10)}…`, at)
  return text
}
/** The database keeps neither U+0000 nor half a surrogate pair. */
function storable(text: string, at: number): string {
  if (text.includes('\0') || /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) throw new Unsupported('U+0000', at)
  return text
}
