import { runInNewContext } from 'node:vm'
import { kindOf, type Place, submission } from './conditions.ts'
import { namingField } from './catalogue.ts'
import { slug } from './names.ts'
import type { SourceField } from './source.ts'

/** The condition as the framework runs it. */
export function runOriginal(condition: string, doc: object, parent: object): boolean {
  const script = condition.startsWith('eval:') ? condition.slice(5) : `doc.${condition.trim()}`
  return Boolean(runInNewContext(script, { doc, parent, cur_frm: { doc: parent }, in_list: (list: unknown[], item: unknown) => list.includes(item) }))
}

/** One value of a field: for the framework, and for us. */
type Pair = readonly [theirs: unknown, ours: unknown]
export interface Situation { readonly doc: object; readonly parent: object; readonly self: Record<string, unknown>; readonly around: Record<string, unknown> }

const ids = ['0199c4a0-0000-7000-8000-000000000001', '0199c4a0-0000-7000-8000-000000000002']
/** Every combination of telling values of the fields that the condition names. */
export function situations(condition: string, place: Place): Situation[] {
  const constants = [...condition.matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2]!).filter((text) => text !== '')
  const text = condition.startsWith('eval:') ? condition.replaceAll('cur_frm.doc', place.parent ? 'parent' : 'doc') : `doc.${condition.trim()}`
  const named = [...new Set([...text.matchAll(/\b(doc|parent)\.(\w+)/g)].map((match) => `${match[1]}.${match[2]}`))]
  const start: Situation = { doc: { parenttype: place.parent?.name }, parent: { doctype: place.parent?.name }, self: { id: ids[0] }, around: { id: ids[1] } }
  return named.reduce<Situation[]>((all, one) => {
    const [root, name] = one.split('.') as ['doc' | 'parent', string]
    const pairs = pairsOf(root, name, { place, constants })
    return all.flatMap((situation) => pairs.map((pair) => put(situation, [root, name], { pair, place })))
  }, [start]).map((one) => (place.parent ? one : { ...one, parent: one.doc }))
}

function put(at: Situation, [root, name]: readonly ['doc' | 'parent', string], { pair: [theirs, ours], place }: { pair: Pair; place: Place }): Situation {
  if (name === 'doctype' || name === 'parenttype') return at
  const own = root === 'doc'
  const key = name === '__islocal' ? 'id' : slug(name)
  const ourSide = name === 'docstatus' ? (place.entity.kind === 'child' ? 'around' : 'self') : own ? 'self' : 'around'
  return { ...at, [root]: { ...at[root], [name]: theirs }, [ourSide]: { ...at[ourSide], [key]: ours } }
}

function pairsOf(root: 'doc' | 'parent', name: string, { place, constants }: { place: Place; constants: readonly string[] }): readonly Pair[] {
  if (name === '__islocal') return [[1, null], [undefined, ids[0]]]
  if (name === 'docstatus') return (place.parent ?? place.entity).submittable ? submission.map((state, i) => [i, state]) : [[0, null]]
  const field = (root === 'doc' ? place.entity : place.parent)?.fields.find((f) => f.name === name)
  return field ? valuesOf(field, place, constants) : [[undefined, null]]
}

function valuesOf(field: SourceField, { catalogue }: Place, constants: readonly string[]): readonly Pair[] {
  const words = [...constants, 'something else']
  const naming = namingField(catalogue, field.target ?? '') ?? 'name'
  switch (kindOf(field)) {
    case 'boolean': return [[0, false], [1, true]]
    case 'number': return [[undefined, null], [0, 0], [5, 5], [-5, -5]]
    case 'rows': return [[undefined, []], [[{}], [{ id: ids[0] }]]]
    case 'entities': return [[undefined, null], ...words.map((word): Pair => [word, slug(word)])]
    case 'record': return [[undefined, null], ...words.map((word, i): Pair => [word, { id: ids[i] ?? ids[0], [naming]: word }])]
    case 'other': return [[undefined, null], ['2026-01-01', '2026-01-01'], ['2026-01-02', '2026-01-02']]
    default: return [[undefined, null], ['', ''], ...words.map((word): Pair => [word, word])]
  }
}
