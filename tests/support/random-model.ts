import fc from 'fast-check'
import { compileModel } from '../../metadata/model/compile.ts'
import type { Layer, Model } from '../../metadata/model/model.ts'

type Doc = Record<string, unknown>
const keys = ['ant', 'bee', 'cat', 'dog'] as const
const fieldKeys = ['one', 'two', 'three', 'four', 'five'] as const

/** Few keys and few names, so that two models often share, swap and take over both. */
const plain = fc.constantFrom<Doc>(
  { type: 'text' }, { type: 'text', max_length: 10, unique: true }, { type: 'integer' }, { type: 'integer', index: true, min: 0 }, { type: 'decimal', precision: 12, scale: 2 },
  { type: 'decimal', precision: 18, scale: 4, max: '100' }, { type: 'boolean' }, { type: 'date' }, { type: 'choice', options: { a: {}, b: {} } }, { type: 'choice', options: { a: {} } },
  { type: 'multi_choice', options: { a: {}, b: {} } }, { type: 'formula', formula: '1 + 1' }, { type: 'formula', formula: "'x' + 'y'" }, { type: 'text', search: true }, { type: 'email' },
  { type: 'integer', default: 7 }, { type: 'dynamic_link', to: ['*'] },
)
const link = fc.constantFrom('link', 'links').chain((type) => fc.constantFrom(...keys).map((to): Doc => ({ type, to })))
const fields = (lines: boolean): fc.Arbitrary<Record<string, Doc>> =>
  fc.tuple(fc.subarray([...fieldKeys], { minLength: 1 }), fc.shuffledSubarray([...fieldKeys, 'six'], { minLength: 5, maxLength: 5 })).chain(([some, names]) =>
    fc.tuple(...some.map((key, i) => fieldOf(lines).map((doc): [string, Doc] => [key, names[i] === key ? doc : { ...doc, name: names[i] }]))).map((all) => Object.fromEntries(all)))
const fieldOf = (lines: boolean): fc.Arbitrary<Doc> =>
  lines ? fc.oneof({ weight: 6, arbitrary: plain }, { weight: 2, arbitrary: link }, { weight: 2, arbitrary: fc.tuple(fc.boolean(), fields(false)).map(([flat, inner]) => ({ type: 'children', fields: flat ? { one: { type: 'integer' } } : inner })) }) : fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: link })

const entity = (name: string | undefined): fc.Arbitrary<Doc> => fc.tuple(fields(true), fc.boolean(), fc.boolean(), fc.constantFrom(null, '_version > 1', 'id != null')).map(([all, unique, single, where]) => ({
  ...(name === undefined ? {} : { name }), ...(single ? { single } : {}), fields: all,
  ...(unique ? { unique: { both: { fields: Object.keys(all).filter((key) => !['children', 'links', 'formula'].includes(String(all[key]!.type))).slice(0, 2), ...(where ? { where } : {}) } } } : {}),
}))

export const randomLayer: fc.Arbitrary<Layer> = fc.shuffledSubarray([...keys, 'emu'], { minLength: 4, maxLength: 4 }).chain((names) => fc.tuple(
  fc.subarray([...keys]), ...keys.map((key, i) => entity(names[i] === key ? undefined : names[i])),
).map(([gone, ...docs]) => repaired(Object.fromEntries(keys.flatMap((key, i) => (gone.length < keys.length && gone.includes(key) ? [] : [[key, docs[i] as Doc]]))))))

/** Links to what is not there point to something that is. */
function repaired(documents: Record<string, Doc>): Layer {
  const there = Object.keys(documents)
  const mend = (all: Record<string, Doc>): Record<string, Doc> => Object.fromEntries(Object.entries(all).map(([key, doc]) => [key, {
    ...doc, ...((doc.type === 'link' || doc.type === 'links') && !there.includes(String(doc.to)) ? { to: there[0] } : {}), ...(doc.type === 'children' ? { fields: mend(doc.fields as Record<string, Doc>) } : {}),
  }]))
  const entities = Object.fromEntries(Object.entries(documents).map(([key, doc]) => [key, tidy({ ...doc, fields: mend(doc.fields as Record<string, Doc>) })]))
  return { name: 'random', label: 'Random', version: '1.0.0', needs: [], documents: { entity: entities }, edits: {} }
}
function tidy(doc: Doc): Doc {
  const rule = (doc.unique as { both: { fields: string[] } } | undefined)?.both
  return rule && rule.fields.length === 0 ? Object.fromEntries(Object.entries(doc).filter(([key]) => key !== 'unique')) : doc
}

export function compiled(layer: Layer): Model {
  const result = compileModel([layer])
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 3)))
  return result.model
}
/** One layer of the entities given. */
export const modelOf = (entities: Record<string, Doc>): Model => compiled({ name: 'test', label: 'Test', version: '1.0.0', needs: [], documents: { entity: entities }, edits: {} })
