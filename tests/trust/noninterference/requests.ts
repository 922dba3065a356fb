import fc from 'fast-check'
import type { Entity } from '../../../metadata/model/model.ts'
import { addressOf } from '../oracle/asking.ts'
import { exists } from '../oracle/context.ts'
import type { Dice } from '../oracle/dice.ts'
import { type Question, questions } from '../oracle/question.ts'
import { type View, viewOf } from '../oracle/view.ts'
import { ownEntities, type World } from '../oracle/world.ts'
import { randomWrite } from '../oracle/write.ts'
import { canary, tellingWords } from './pair.ts'

export interface Asking { readonly method: string; readonly path: string; readonly body?: unknown; readonly file?: string; /** A stream of events, listened to until this record's was told. */ readonly stream?: string; readonly headers?: Readonly<Record<string, string>> }

/** What one person asks of both worlds: reads of all sorts, then writes. */
export function requestsOf(at: Dice, world: World, { person, seed, most }: { person: number; seed: number; most: number }): Asking[] {
  const view = viewOf(world, world.people[person]!)
  const entities = ownEntities(world.model)
  const asked = fc.sample(questions(world, [view], seed), { seed, numRuns: Math.max(1, Math.floor(most * 0.45)) }).map((question) => ofQuestion(world, question))
  const reads = Array.from({ length: Math.floor(most * 0.3) }, () => at.pick(readers)(at, { world, view, entity: at.pick(entities) }))
  const writes = Array.from({ length: most - asked.length - reads.length }, () => writing(at, world, { view, person, entity: at.pick(entities) }))
  return [...asked, ...reads, ...writes]
}

function ofQuestion(world: World, { form, ask, size }: Question): Asking {
  const entity = world.model.entities.get(ask.entity)!
  if (form === 'export') return { method: 'GET', path: `/_/export/${entity.name}.csv${addressOf({ ...entity, name: '' }, ask).slice(1)}` }
  return { method: 'GET', path: addressOf(entity, ask, form === 'pages' ? { size: String(size) } : {}) }
}

interface About { readonly world: World; readonly view: View; readonly entity: Entity }
const someId = (at: Dice, { world, entity }: About): string => at.pick(world.rows.get(entity.key)!).id
const visibleTexts = ({ view, entity }: About): string[] => [...entity.fields.values()].filter((field) => field.value.kind === 'text' && exists(view, entity.key, field.key)).map(({ name }) => name)
const lastSeen = (view: View, entities: readonly Entity[]): string =>
  entities.flatMap(({ key }) => view.everything(key)).filter(({ raw }) => raw['_deleted_at'] === null).map(({ raw }) => raw.id).toSorted().at(-1) ?? ''
const parts = canary.slice(0, 4)
const readers: readonly ((at: Dice, about: About) => Asking)[] = [
  (at, about) => ({ method: 'GET', path: `/${about.entity.name}/${someId(at, about)}/history` }),
  (at, about) => ({ method: 'GET', path: `/${about.entity.name}/${someId(at, about)}/history` }),
  (at, about) => ({ method: 'GET', path: `/${about.entity.name}/${someId(at, about)}` }),
  (at, about) => ({ method: 'GET', path: `/${about.entity.name}/${someId(at, about)}/comments` }),
  (at, { entity }) => ({ method: 'GET', path: `/${entity.name}?search=${at.pick([parts, ...tellingWords])}` }),
  (at, { entity, view, ...rest }) => ({ method: 'GET', path: `/${entity.name}?${new URLSearchParams({ filter: `${at.pick([...visibleTexts({ entity, view, ...rest }), 'name', 'secret'])}.contains('${at.pick([parts, ...tellingWords])}')` })}` }),
  (at) => ({ method: 'GET', path: at.pick(['/_/meta', '/_/openapi.json', '/_/roles', '/_/docs']) }),
  (at, { entity }) => ({ method: 'GET', path: `/${entity.name}?size=${1 + at.int(9)}&sort=${at.pick(['id', '-id', 'name', 'note', 'secret', '-first'])}` }),
  (at, { entity }) => ({ method: 'GET', path: `/_/export/${entity.name}.${at.pick(['csv', 'json'])}` }),
  (_, { entity, view }) => ({ method: 'GET', path: `/_/events?entity=${entity.name}&after=1`, stream: lastSeen(view, [entity]) }),
  (_, { world, view }) => ({ method: 'GET', path: '/_/events?after=1', stream: lastSeen(view, ownEntities(world.model)) }),
]

/** Writes that may be let through or refused; none of them deletes, since what refers to a record holds it, seen or not. */
function writing(at: Dice, world: World, { view, person, entity }: { view: View; person: number; entity: Entity }): Asking {
  const taken = at.pick(world.rows.get(entity.key)!)['code']
  if (at.chance(0.25)) return { method: 'POST', path: `/${entity.name}`, body: { code: taken } }
  if (at.chance(0.15)) return { method: 'POST', path: `/_/import/${entity.name}?try=true`, file: `code,first\n${String(taken)},${someId(at, { world, view, entity })}\nx,${at.pick(['ab', 'abc', canary])}\n` }
  const views = world.people.map(() => view)
  for (;;) {
    const write = randomWrite(at, world, views)
    if (write.kind === 'create') return { method: 'POST', path: `/${write.entity.name}`, body: write.body }
    if (write.kind === 'update') return { method: 'PATCH', path: `/${write.entity.name}/${write.id}`, body: write.body, ...(at.chance(0.2) ? { headers: { 'if-match': `"${at.int(3)}"` } } : {}) }
    if (person < 0) return { method: 'GET', path: '/_/meta' }
  }
}
