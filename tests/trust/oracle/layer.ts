import type { Layer } from '../../../metadata/model/model.ts'
import type { Dice } from './dice.ts'

type Doc = Record<string, unknown>
type Fields = Record<string, Doc>
type Kind = 'text' | 'number' | 'boolean' | 'date'
interface Known { readonly key: string; readonly kind: Kind }
interface Sketch { readonly key: string; readonly fields: Fields; readonly known: Known[]; readonly links: { key: string; to: string }[]; lines: boolean }

export const layerOf = (entities: Record<string, Doc>, roles: Record<string, Doc>): Layer =>
  ({ name: 'random', label: 'Random', version: '1.0.0', needs: ['base'], documents: { entity: entities, role: roles }, edits: {} })

const plain: readonly [string, Doc, Kind][] = [
  ['note', { type: 'text' }, 'text'], ['kind', { type: 'choice', options: { a: {}, b: {}, c: {} } }, 'text'], ['amount', { type: 'decimal', precision: 12, scale: 2 }, 'number'],
  ['pieces', { type: 'integer' }, 'number'], ['day', { type: 'date' }, 'date'], ['open', { type: 'boolean' }, 'boolean'], ['secret', { type: 'text' }, 'text'], ['cost', { type: 'decimal', precision: 12, scale: 3 }, 'number'],
]

/** Two to five entities besides the people: plain fields, links, n-n links, lines, and figures computed from all of these. */
export function randomEntities(at: Dice, tag: string): Record<string, Doc> {
  const keys = Array.from({ length: 2 + at.int(4) }, (_, n) => `${'abcde'[n]}${tag}`)
  const sketches = keys.map((key) => sketch(at, key, keys))
  for (const one of sketches) addComputed(at, one, sketches)
  return Object.fromEntries(sketches.map((one) => [one.key, entityOf(at, one)]))
}

function sketch(at: Dice, key: string, keys: readonly string[]): Sketch {
  const fields: Fields = { name: { type: 'text' }, code: { type: 'text', unique: true } }
  const known: Known[] = [{ key: 'name', kind: 'text' }]
  for (const [field, doc, kind] of at.some(plain, 0.75)) {
    fields[field] = { ...doc, ...(at.chance(0.2) ? { name: `${field}_now` } : {}), ...(doc.type === 'text' && at.chance(0.5) ? { search: true } : {}) }
    known.push({ key: field, kind })
  }
  const links: Sketch['links'] = []
  const link = (field: string, to: string): void => {
    fields[field] = { type: 'link', to, ...(at.chance(0.3) ? { on_delete: 'clear' } : {}) }
    links.push({ key: field, to })
  }
  if (at.chance(0.7)) link('keeper', 'user')
  if (at.chance(0.85)) link('first', at.pick(keys))
  if (at.chance(0.4)) link('second', at.pick(keys))
  if (at.chance(0.6)) fields.tags = { type: 'links', to: at.pick(keys) }
  const lines = at.chance(0.55)
  if (lines) fields.lines = { type: 'children', fields: lineFields(at, keys) }
  return { key, fields, known, links, lines }
}

const lineFields = (at: Dice, keys: readonly string[]): Fields => ({
  item: { type: 'text' }, price: { type: 'decimal', precision: 12, scale: 2, ...(at.chance(0.3) ? { name: 'price_now' } : {}) }, quantity: { type: 'integer' },
  ...(at.chance(0.6) ? { part: { type: 'link', to: at.pick(keys) } } : {}), ...(at.chance(0.6) ? { total: { type: 'formula', formula: 'price * quantity' } } : {}),
})

/** A computed field looks only at what was there before it, so none depends on itself. */
function addComputed(at: Dice, one: Sketch, all: readonly Sketch[]): void {
  const makers = [ownFormula, linkFormula, lookup, lineFormula, rollup, lineRollup]
  for (let n = 0, wanted = at.int(5); n < wanted; n++) {
    const made = at.pick(makers)(at, one, all)
    if (!made) continue
    const key = `sum_${n}`
    one.fields[key] = made.doc
    if (made.kind) one.known.push({ key, kind: made.kind })
  }
}
type Made = { readonly doc: Doc; readonly kind: Kind | null } | null
const formula = (text: string, kind: Kind): Made => ({ doc: { type: 'formula', formula: text }, kind })
const of = (at: Dice, known: readonly Known[], kind: Kind): string | null => {
  const fitting = known.filter((one) => one.kind === kind)
  return fitting.length > 0 ? at.pick(fitting).key : null
}

function ownFormula(at: Dice, { known }: Sketch): Made {
  const [a, b] = [of(at, known, 'number'), of(at, known, 'number')]
  if (a && b) return at.chance(0.5) ? formula(`${a} * 2 + ${b}`, 'number') : formula(`${a} > ${b}`, 'boolean')
  return formula(`name + '/' + ${of(at, known, 'text')}`, 'text')
}
function linkFormula(at: Dice, { links, known }: Sketch, all: readonly Sketch[]): Made {
  const link = links.length > 0 ? at.pick(links) : null
  const other = all.find(({ key }) => key === link?.to)
  const [own, far] = [of(at, known, 'number'), other ? of(at, other.known, 'number') : null]
  if (!link || !own || !far) return null
  return at.chance(0.5) ? formula(`${own} + ${link.key}.${far}`, 'number') : formula(`coalesce(${link.key}.${far}, 0) > ${own}`, 'boolean')
}
function lookup(at: Dice, { links }: Sketch, all: readonly Sketch[]): Made {
  const link = links.length > 0 ? at.pick(links) : null
  const other = all.find(({ key }) => key === link?.to)
  if (!link) return null
  if (!other) return { doc: { type: 'lookup', path: `${link.key}.name` }, kind: 'text' }
  const field = at.pick(other.known)
  return { doc: { type: 'lookup', path: `${link.key}.${field.key}` }, kind: field.kind }
}
function lineFormula(at: Dice, { lines }: Sketch): Made {
  if (!lines) return null
  return formula(at.pick(['sum(lines, price * quantity)', 'count(lines)', 'count(lines, quantity > 2)', 'max(lines, price)']), 'number')
}
function lineRollup(at: Dice, { lines }: Sketch): Made {
  if (!lines) return null
  return at.chance(0.4) ? { doc: { type: 'rollup', of: 'lines', function: 'count' }, kind: 'number' } : { doc: { type: 'rollup', of: 'lines', function: at.pick(['sum', 'average', 'max']), value: 'price', ...(at.chance(0.4) ? { where: 'quantity > 1' } : {}) }, kind: 'number' }
}
function rollup(at: Dice, one: Sketch, all: readonly Sketch[]): Made {
  const pointing = all.flatMap((other) => other.links.filter(({ to }) => to === one.key).map(({ key }) => ({ other, key })))
  const inLines = all.filter((other) => ((other.fields.lines?.fields as Fields | undefined)?.part as { to?: string } | undefined)?.to === one.key)
  if (inLines.length > 0 && at.chance(0.4)) return { doc: { type: 'rollup', of: `${at.pick(inLines).key}.lines.part`, function: 'sum', value: 'quantity' }, kind: 'number' }
  if (pointing.length === 0) return null
  const { other, key } = at.pick(pointing)
  // Only fields of its own: a figure over figures could come round to itself.
  const own = other.known.filter((known) => !known.key.startsWith('sum_'))
  const value = of(at, own, 'number')
  const where = own.some((known) => known.key === 'open') && at.chance(0.5) ? { where: 'open' } : {}
  if (!value || at.chance(0.35)) return { doc: { type: 'rollup', of: `${other.key}.${key}`, function: 'count', ...where }, kind: 'number' }
  return { doc: { type: 'rollup', of: `${other.key}.${key}`, function: at.pick(['sum', 'average', 'min', 'max']), value, ...where }, kind: 'number' }
}

function entityOf(at: Dice, { fields, known, links }: Sketch): Doc {
  const computed = known.filter(({ key, kind }) => key.startsWith('sum_') && kind !== 'boolean')
  const title = at.pick(['{name}', '{name}', `{code} {${at.pick(known).key}}`, ...(links.length > 0 ? [`{name} {${at.pick(links).key}.name}`] : []), ...(computed.length > 0 ? [`{${at.pick(computed).key}}`] : [])])
  return { fields, title, ...(at.chance(0.4) ? { sort: at.pick([['name'], ['-name'], ['-_created_at'], ['code']]) } : {}) }
}
