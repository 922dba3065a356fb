import { isObject } from '../../metadata/base/json.ts'
import { type Conflict, merge } from '../../metadata/change/merge.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { objectsOf, type Place, readObject, sameContent, withObject } from '../document/objects.ts'

/** One step of an analyst: what an object held before and after. `stroke` joins the steps of one movement, such as typing a label. */
export interface Command { readonly place: Place; readonly before: unknown; readonly after: unknown; readonly label: string; readonly stroke?: string | undefined }
export interface Clash { readonly place: Place; readonly conflicts: readonly Conflict[] }
/** A draft as it is being worked on: `saved` is what the server has in this revision, `layer` what stands on the screen. */
export interface Work {
  readonly saved: Layer; readonly layer: Layer; readonly revision: number
  readonly undo: readonly Command[]; readonly redo: readonly Command[]
  /** Where somebody else changed the same part; what stands here holds until one is chosen. */
  readonly clashes: readonly Clash[]
}
export const mostCommands = 200

export const startWork = (layer: Layer, revision: number, undo: readonly Command[] = []): Work => ({ saved: layer, layer, revision, undo, redo: [], clashes: [] })

export interface Change { readonly place: Place; readonly content: unknown; readonly label: string; readonly stroke?: string | undefined }
/** The object holds this content from now on; `undefined` takes it out. */
export function edit(work: Work, { place, content, label, stroke }: Change): Work {
  const before = readObject(work.layer, place)
  if (sameContent(before, content)) return work
  const last = work.undo.at(-1)
  const joins = last && stroke !== undefined && last.stroke === stroke && samePlace(last.place, place) && sameContent(last.after, before)
  const undo = joins ? work.undo.with(-1, { ...last, after: content }) : [...work.undo, { place, before, after: content, label, stroke }].slice(-mostCommands)
  return { ...work, layer: withObject(work.layer, place, content), undo, redo: [] }
}

/** Takes the last step back. What others have changed in the object since stays. */
export function undo(work: Work): Work {
  const command = work.undo.at(-1)
  if (!command) return work
  const layer = turned(work.layer, command.place, { from: command.after, to: command.before })
  return { ...work, layer, undo: work.undo.slice(0, -1), redo: [...work.redo, command] }
}
export function redo(work: Work): Work {
  const command = work.redo.at(-1)
  if (!command) return work
  const layer = turned(work.layer, command.place, { from: command.before, to: command.after })
  return { ...work, layer, undo: [...work.undo, command], redo: work.redo.slice(0, -1) }
}
function turned(layer: Layer, place: Place, { from, to }: { from: unknown; to: unknown }): Layer {
  const now = readObject(layer, place)
  const next = sameContent(now, from) ? to : merge(from, to, now).value
  return withObject(layer, place, next)
}

/** Objects whose content the server does not have yet. */
export const unsaved = ({ saved, layer }: Work): Place[] => allPlaces(saved, layer).filter((place) => !sameContent(readObject(saved, place), readObject(layer, place)))

/** The server has this content of the object, as this revision. */
export const kept = (work: Work, place: Place, { content, revision }: { content: unknown; revision: number }): Work => ({ ...work, saved: withObject(work.saved, place, content), revision })

/** What others saved meanwhile comes in, part by part; where both changed one, ours stays and the clash is told. */
export function arrived(work: Work, theirs: Layer, revision: number): Work {
  let layer = theirs
  const clashes: Clash[] = []
  for (const place of unsaved(work)) {
    const { value, conflicts } = merge(readObject(work.saved, place), readObject(work.layer, place), readObject(theirs, place))
    layer = withObject(layer, place, value)
    if (conflicts.length > 0) clashes.push({ place, conflicts })
  }
  return { ...work, saved: theirs, layer, revision, clashes: [...work.clashes.filter((old) => !clashes.some(({ place }) => samePlace(place, old.place))), ...clashes] }
}

/** One part that clashed, settled: theirs is put in, or ours stays. */
export function settle(work: Work, place: Place, { path, take }: { path: string; take: 'ours' | 'theirs' }): Work {
  const clash = work.clashes.find((one) => samePlace(one.place, place))
  const conflict = clash?.conflicts.find((one) => one.path === path)
  if (!clash || !conflict) return work
  const rest = clash.conflicts.filter((one) => one !== conflict)
  const clashes = work.clashes.flatMap((one) => (one !== clash ? [one] : rest.length > 0 ? [{ ...one, conflicts: rest }] : []))
  if (take === 'ours') return { ...work, clashes }
  const content = withPart(readObject(work.layer, place), path.split('/').slice(1).map(unescape), conflict.theirs)
  return { ...edit(work, { place, content, label: 'settle' }), clashes }
}
const unescape = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')
export function withPart(node: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  const tree = isObject(node) ? node : {}
  const next = withPart(tree[step], rest, value)
  return next === undefined ? Object.fromEntries(Object.entries(tree).filter(([key]) => key !== step)) : { ...tree, [step]: next }
}

export const samePlace = (a: Place, b: Place): boolean => a.kind === b.kind && a.key === b.key && a.of === b.of
function allPlaces(...layers: readonly Layer[]): Place[] {
  const found = new Map<string, Place>()
  for (const layer of layers) for (const place of objectsOf(layer)) found.set(`${place.of ?? ''}/${place.kind}/${place.key}`, place)
  return [...found.values()]
}
