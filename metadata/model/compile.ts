import type { Problem } from '../base/problem.ts'
import type { EntityDoc } from '../kinds/entity.ts'
import { checkDocuments } from './check-documents.ts'
import { checkEntities } from './check-entities.ts'
import { compileEntity, type EntityResult } from './compile-entity.ts'
import { draftsOf, type EntityDraft, type FieldDraft } from './draft.ts'
import { fold, type Folded } from './fold.ts'
import { deepFreeze, frozenMap } from './frozen.ts'
import { inference } from './infer.ts'
import type { Compiled, Layer, Model } from './model.ts'
import { type Inference, type Kept, keptOr, type Resolution } from './questions.ts'

/** What earlier compilations found out, by the drafts it was found from. */
export interface Memory { readonly fields: WeakMap<FieldDraft, Kept<Resolution>>; readonly entities: WeakMap<EntityDraft, Kept<EntityResult>> }
export const newMemory = (): Memory => ({ fields: new WeakMap(), entities: new WeakMap() })
const shared = newMemory()

/** Layers, bottom first → the checked, frozen model, or everything that is wrong. */
export function compileModel(layers: readonly Layer[], memory: Memory = shared): Compiled {
  const folded = fold(layers)
  const drafts = allDrafts(folded)
  const { state, entities } = compileAll(drafts, memory)
  const problems = unlike([
    ...folded.problems, ...[...entities.values()].flatMap(({ result }) => result.problems),
    ...checkEntities(drafts, folded.documents.get('entity')!), ...state.circles.values(),
  ])
  const model = modelOf(layers, folded, entities)
  problems.push(...checkDocuments(model, layers))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, model }
}

function allDrafts({ documents }: Folded): Map<string, EntityDraft> {
  const entities = documents.get('entity')!
  const shapeOf = (key: string) => ((entities.get(key)?.doc as EntityDoc | undefined)?.child ? entities.get(key) : undefined)
  const own = [...entities.values()].filter(({ doc }) => !(doc as EntityDoc).child)
  return new Map(own.flatMap((document) => draftsOf(document, shapeOf).map((draft): [string, EntityDraft] => [draft.key, draft])))
}

interface All { readonly state: Inference; readonly entities: ReadonlyMap<string, Kept<EntityResult>> }
/** What a circle of fields gives depends on where one enters it, so such a model is compiled from nothing and leaves nothing behind. */
function compileAll(drafts: ReadonlyMap<string, EntityDraft>, memory: Memory): All {
  const all = compileWith(drafts, memory)
  if (all.state.circles.size > 0) return compileWith(drafts, newMemory())
  for (const [field, kept] of all.state.resolved) if (memory.fields.get(field) !== kept) memory.fields.set(field, kept)
  for (const [key, kept] of all.entities) {
    const draft = drafts.get(key)!
    if (memory.entities.get(draft) !== kept) memory.entities.set(draft, kept)
  }
  return all
}
function compileWith(drafts: ReadonlyMap<string, EntityDraft>, memory: Memory): All {
  const state = inference(drafts, memory.fields)
  return { state, entities: new Map([...drafts].map(([key, draft]) => [key, keptOr(state, memory.entities.get(draft), () => compileEntity(state, draft))])) }
}

function modelOf(layers: readonly Layer[], folded: Folded, all: All['entities']): Model {
  const entities = frozenMap([...all].map(([key, { result }]) => [key, result.entity] as const))
  return Object.freeze({
    layers: deepFreeze(layers.map(({ name, label, version }) => ({ name, label, version }))), entities,
    byName: frozenMap([...entities.values()].filter((e) => !e.parent).map((e) => [e.name, e] as const)),
    documents: frozenMap([...folded.documents].map(([kind, byKey]) => [kind, frozenMap(byKey)] as const)),
  })
}

/** A shape that several parents share is wrong once, not once for each parent. */
function unlike(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((p) => [`${p.object ?? ''} ${p.path} ${p.code} ${p.message}`, p])).values()]
}
