import { isObject, pointer } from '../base/json.ts'
import { equal } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'
import type { Edit } from './model.ts'

type Doc = Readonly<Record<string, unknown>>
/** A `set` whose `base` is no longer what stands beneath: the upgrade must ask. The customer's value holds meanwhile. */
export interface Conflict { readonly path: string; readonly base: unknown; readonly found: unknown; readonly set: unknown }
export interface Edited { readonly doc: Doc; readonly problems: readonly Problem[]; readonly conflicts: readonly Conflict[] }

/** Carries out the edits of one document, in their order. A path that meets nothing is a problem; the others still apply. */
export function editDocument(doc: Doc, edits: Readonly<Record<string, Edit>>, kind: string): Edited {
  const problems: Problem[] = []
  const conflicts: Conflict[] = []
  let now: unknown = doc
  for (const [path, edit] of Object.entries(edits)) {
    const steps = path.split('.')
    const done = apply(now, steps, { path, edit, hides: kind === 'entity' && steps.at(-2) === 'fields' })
    if ('problem' in done) problems.push(done.problem)
    else {
      now = done.value
      if (done.conflict) conflicts.push(done.conflict)
    }
  }
  return { doc: now as Doc, problems, conflicts }
}

interface Job { readonly path: string; readonly edit: Edit; /** Hiding a field keeps it, and its values, out of sight. */ readonly hides: boolean }
type Done = { readonly value: unknown; readonly conflict?: Conflict | undefined } | { readonly problem: Problem }

function apply(node: unknown, steps: readonly string[], job: Job): Done {
  const [step, ...rest] = steps as [string, ...string[]]
  if (!isObject(node) && !Array.isArray(node)) return missing(job, step)
  const entries = entriesOf(node)
  const at = entries.findIndex(([key]) => key === step)
  if (rest.length > 0) {
    if (at < 0 && !(rest.length === 1 && job.edit.add !== undefined && isObject(node))) return missing(job, step)
    const deeper = apply(at < 0 ? {} : entries[at]![1], rest, job)
    return 'problem' in deeper ? deeper : { ...deeper, value: rebuild(node, at < 0 ? [...entries, [step, deeper.value]] : entries.with(at, [step, deeper.value])) }
  }
  const changed = last(entries, { at, step, listed: Array.isArray(node) }, job)
  return 'problem' in changed ? changed : { ...changed, value: rebuild(node, changed.value as Entry[]) }
}

type Entry = [key: string, value: unknown]
interface Place { readonly at: number; readonly step: string; readonly listed: boolean }

function last(entries: readonly Entry[], { at, step, listed }: Place, job: Job): Done {
  const { edit, path } = job
  if (edit.add !== undefined) {
    if (at >= 0) return { problem: problem('metadata.edit_exists', pointer('', path), { path }) }
    return { value: moved([...entries, [step, edit.add]], step, edit.after) }
  }
  if (edit.hide) {
    if (at < 0) return missing(job, step)
    return { value: job.hides ? entries.with(at, [step, { ...(entries[at]![1] as object), visible: 'false' }]) : entries.toSpliced(at, 1) }
  }
  if (!('set' in edit)) return at < 0 ? missing(job, step) : { value: moved(entries, step, edit.after) }
  if (at < 0 && listed) return missing(job, step)
  const found = at < 0 ? undefined : entries[at]![1]
  const conflict = 'base' in edit && !equal(edit.base ?? null, found ?? null) ? { path, base: edit.base, found, set: edit.set } : undefined
  const next = at < 0 ? [...entries, [step, edit.set] as Entry] : entries.with(at, [step, edit.set])
  return { value: edit.after === undefined ? next : moved(next, step, edit.after), conflict }
}

/** `after` names the neighbour; '' = first. A neighbour that has gone means the end. */
function moved(entries: readonly Entry[], step: string, after: string | undefined): Entry[] {
  if (after === undefined) return [...entries]
  const entry = entries.find(([key]) => key === step)!
  const others = entries.filter(([key]) => key !== step)
  const at = after === '' ? 0 : others.findIndex(([key]) => key === after) + 1
  return others.toSpliced(at === 0 && after !== '' ? others.length : at, 0, entry)
}

const missing = (job: Job, step: string): Done => ({ problem: problem('metadata.bad_edit', pointer('', job.path), { path: job.path, step }) })
/** Elements of a list are named by themselves, or by the field or related list they show. */
export const elementName = (item: unknown, i: number): string => (typeof item === 'string' ? item : isObject(item) ? String(item.field ?? item.related ?? i) : String(i))
const entriesOf = (node: object): Entry[] => (Array.isArray(node) ? node.map((item, i): Entry => [elementName(item, i), item]) : Object.entries(node))
const rebuild = (node: unknown, entries: readonly Entry[]): unknown => (Array.isArray(node) ? entries.map(([, item]) => item) : Object.fromEntries(entries))
