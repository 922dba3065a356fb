import { closest } from '../base/closest.ts'
import { type Problem, problem } from '../base/problem.ts'
import { isKind, type KindName, kinds, kindNames } from '../kinds/index.ts'
import { type Doc, readDocument } from '../kinds/read.ts'
import { type Conflict, type Edited, editDocument } from './edit-document.ts'
import { deepFreeze } from './frozen.ts'
import type { Document, Edit, Layer } from './model.ts'

export interface Folded {
  /** Effective documents that can be read, by kind and key; bottom layer first. */
  readonly documents: ReadonlyMap<KindName, ReadonlyMap<string, Document>>
  readonly problems: readonly Problem[]
  readonly conflicts: readonly (Conflict & { readonly object: string })[]
}
export const objectName = (layer: string, kind: KindName, key: string): string => `${layer}/${kinds[kind].plural}/${key}`

/** Puts the layers on top of one another: own documents, and edits of lower layers' documents. */
export function fold(layers: readonly Layer[]): Folded {
  const state: State = { raw: new Map(), problems: [], conflicts: [] }
  layers.forEach((layer, i) => {
    const beneath = new Set(layers.slice(0, i).map((l) => l.name))
    for (const needs of layer.needs) if (!beneath.has(needs)) state.problems.push(problem('metadata.missing_layer', '', { layer: layer.name, needs }, { object: layer.name }))
    addDocuments(state, layer)
    for (const [of, byKind] of Object.entries(layer.edits)) for (const [kind, byKey] of Object.entries(byKind)) for (const [key, edits] of Object.entries(byKey)) editOne(state, { layer, of, kind, key, edits })
  })
  return { documents: readAll(state), problems: state.problems, conflicts: state.conflicts }
}

interface State { readonly raw: Map<string, Document & { kind: KindName }>; readonly problems: Problem[]; readonly conflicts: (Conflict & { object: string })[] }

function addDocuments({ raw, problems }: State, layer: Layer): void {
  for (const [kind, documents] of Object.entries(layer.documents)) {
    if (!isKind(kind)) {
      problems.push(unknownKind(kind, layer.name))
      continue
    }
    for (const [key, doc] of Object.entries(documents)) {
      // Each layer brings translations of its own; they add up.
      const id = kind === 'translation' ? `${kind}/${key}@${layer.name}` : `${kind}/${key}`
      const taken = raw.get(id)
      if (taken) problems.push(problem('metadata.object_taken', '', { kind: kinds[kind].label, key, layer: taken.layer }, { object: objectName(layer.name, kind, key) }))
      else raw.set(id, { kind, key, layer: layer.name, doc: doc as Doc })
    }
  }
}

interface EditJob { readonly layer: Layer; readonly of: string; readonly kind: string; readonly key: string; readonly edits: Readonly<Record<string, Edit>> }
/** Documents are frozen once read, and edits are not changed in place, so the pair decides the outcome. */
const edited = new WeakMap<object, WeakMap<object, Edited>>()

function editOne({ raw, problems, conflicts }: State, { layer, of, kind, key, edits }: EditJob): void {
  const id = kind === 'translation' ? `${kind}/${key}@${of}` : `${kind}/${key}`
  const target = raw.get(id)
  const object = `${layer.name}/edits/${of}/${isKind(kind) ? kinds[kind].plural : kind}/${key}`
  if (!isKind(kind)) return void problems.push(unknownKind(kind, object))
  if (!target || target.layer !== of) return void problems.push(problem('metadata.unknown_reference', '', { kind: kinds[kind].label, name: `${of}/${key}` }, { object }))
  const memo = edited.get(target.doc) ?? new WeakMap<object, Edited>()
  const result = memo.get(edits) ?? editDocument(target.doc, edits, kind)
  edited.set(target.doc, memo.set(edits, result))
  problems.push(...result.problems.map((p) => ({ ...p, object })))
  conflicts.push(...result.conflicts.map((c) => ({ ...c, object })))
  raw.set(id, { ...target, doc: result.doc })
}

const unknownKind = (kind: string, object: string): Problem => {
  const fix = closest(kind, kindNames)
  return problem('metadata.unknown_reference', '', { kind: 'Kind', name: kind }, { object, ...(fix ? { fix } : {}) })
}

/** Reading depends on the document alone, so an untouched document is read once. */
const readings = new WeakMap<object, { readonly kind: KindName; readonly key: string; readonly problems: readonly Problem[]; readonly doc: Doc | null }>()

function readAll({ raw, problems }: State): Map<KindName, Map<string, Document>> {
  const all = new Map<KindName, Map<string, Document>>(kindNames.map((kind) => [kind, new Map()]))
  for (const { kind, key, layer, doc } of raw.values()) {
    let reading = typeof doc === 'object' && doc !== null ? readings.get(doc) : undefined
    if (!reading || reading.key !== key || reading.kind !== kind) {
      const result = readDocument(kind, doc, { key })
      reading = result.ok ? { kind, key, problems: [], doc: deepFreeze(result.value) } : { kind, key, problems: result.problems, doc: null }
      if (typeof doc === 'object' && doc !== null) readings.set(doc, reading)
    }
    if (reading.problems.length > 0) problems.push(...reading.problems.map((p) => ({ ...p, object: objectName(layer, kind, key) })))
    if (reading.doc) all.get(kind)!.set(kind === 'translation' ? `${key}@${layer}` : key, Object.freeze({ kind, key, layer, doc: reading.doc }))
  }
  return all
}
