import type { ValueType } from '../../../metadata/base/value-type.ts'
import type { Field, Model } from '../../../metadata/model/model.ts'
import type { Dice } from './dice.ts'

/** Where a text is to stand: keys in metadata, names in requests, and which fields it may name. */
export interface Place { readonly model: Model; readonly entity: string; readonly by: 'key' | 'name'; readonly visible?: (entity: string, field: string) => boolean }
export interface Path { readonly text: string; readonly type: ValueType; readonly choices: readonly string[] | null }

const skipped = new Set(['picture', 'language', 'time_zone', 'roles', 'department'])

/** Every value that is reached along links from an entity. */
export function pathsFrom(place: Place, depth: number, prefix = ''): Path[] {
  const { model, by, visible = () => true } = place
  const fields = [...(model.entities.get(place.entity)?.fields.values() ?? [])].filter((field) => !skipped.has(field.key) && visible(place.entity, field.key))
  return fields.flatMap((field): Path[] => {
    const text = prefix + field[by]
    const own: Path = { text, type: field.value, choices: choicesOf(field) }
    return field.relation?.kind === 'link' && depth > 0 ? [own, ...pathsFrom({ ...place, entity: field.relation.to }, depth - 1, `${text}.`)] : [own]
  })
}
const choicesOf = (field: Field): string[] | null => (field.type.name === 'choice' ? Object.keys((field.options.options ?? {}) as object) : null)

export const words = ['ab', 'abc', 'bc', 'cd', 'da', 'bad', 'cab', 'dad'] as const
export const days = ['2026-01-15', '2026-02-10', '2026-02-20', '2026-03-05', '2027-01-01'] as const

/** A condition about the rows of an entity, of one to three parts. */
export function randomCondition(at: Dice, place: Place): string {
  const one = (): string => {
    const text = randomPart(at, place)
    return at.chance(0.12) ? `!(${text})` : text
  }
  const joined = (): string => `${one()} ${at.pick(['&&', '||'])} ${one()}`
  return at.chance(0.6) ? one() : at.chance(0.7) ? joined() : `(${joined()}) ${at.pick(['&&', '||'])} ${one()}`
}

function randomPart(at: Dice, place: Place): string {
  if (at.chance(0.06)) return at.pick(['_owner == me()', "me().name.contains('a')", '_version > 1'])
  const near = pathsFrom(place, 0)
  const all = at.chance(0.6) ? near : pathsFrom(place, 2)
  return all.length === 0 ? 'id != null' : partFor(at, place, at.pick(all))
}

function partFor(at: Dice, place: Place, path: Path): string {
  const { type, text } = path
  if (type.kind === 'list' && type.of.kind === 'record') return manyFor(at, place, { text, entity: type.of.entity })
  return valueFor(at, path)
}

export function valueFor(at: Dice, { text, type, choices }: Path): string {
  if (at.chance(0.12)) return at.pick([`${text} == null`, `${text} != null`])
  if (choices) return `${text} ${at.pick(['==', '!='])} '${at.pick(choices)}'`
  switch (type.kind) {
    case 'text': return at.pick([`${text} == '${at.pick(words)}'`, `${text} != '${at.pick(words)}'`, `${text}.contains('${at.pick(words)}')`, `${text}.startsWith('${at.pick(['a', 'b', 'c'])}')`, `${text} < 'bb'`, `${text} in ['${at.pick(words)}', '${at.pick(words)}']`, `size(${text}) > 2`, text])
    case 'number': return at.pick([`${text} > ${at.int(40)}`, `${text} <= ${at.int(60)}.5`, `${text} == ${at.int(6)}`, `${text} * 2 - 3 > ${at.int(40)}`, `${text} / 3 < ${at.int(9)}`, text])
    case 'date': return at.pick([`${text} < '${at.pick(days)}'`, `${text} >= '${at.pick(days)}'`, `month(${text}) == 2`, `${text} <= today()`, `year(${text}) == 2026`])
    case 'boolean': return at.pick([text, `!${text}`, `${text} == true`, `${text} != false`])
    case 'record': return type.entity === 'user' ? at.pick([`${text} == me()`, `${text} != me()`, text]) : text
    default: return `${text} != null`
  }
}

function manyFor(at: Dice, place: Place, { text, entity }: { text: string; entity: string }): string {
  const inner = pathsFrom({ ...place, entity }, 1).filter(({ type }) => type.kind !== 'list').map((path) => ({ ...path, text: `i.${path.text}` }))
  const numbers = inner.filter(({ type }) => type.kind === 'number')
  const plain = [text, `count(${text}) > ${at.int(3)}`]
  if (inner.length === 0) return at.pick(plain)
  const condition = valueFor(at, at.pick(inner))
  const macros = [`${text}.exists(i, ${condition})`, `${text}.exists(i, ${condition})`, `${text}.all(i, ${condition})`, `${text}.exists_one(i, ${condition})`, `count(${text}.filter(i, ${condition})) > ${at.int(2)}`]
  const figures = numbers.map(({ text: number }) => `${at.pick(['sum', 'max', 'average'])}(${text}, ${number.slice(2)}) > ${at.int(30)}`)
  return at.pick([...plain, ...macros, ...figures])
}
