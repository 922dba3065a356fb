import { isObject } from '../../metadata/base/json.ts'
import type { Entry } from '../../metadata/change/kept.ts'
import type { Layer } from '../../metadata/model/model.ts'

/** Key of the entity, and keys of the fields of lines below it, that the id of a table names: `child:order.lines`. */
export const entityOfTable = (table: string): readonly string[] => table.slice(table.indexOf(':') + 1).split('.')
type Tree = Readonly<Record<string, unknown>>
const inner = (tree: unknown, ...steps: readonly string[]): unknown => steps.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), tree)
const pathTo = (fields: readonly string[]): string[] => fields.flatMap((field) => ['fields', field])

function put(tree: Tree, [step, ...rest]: readonly string[], value: unknown): Tree {
  return { ...tree, [step!]: rest.length === 0 ? value : put(isObject(tree[step!]) ? (tree[step!] as Tree) : {}, rest, value) }
}

/**
 * The live layer with what waits in quarantine described again, as it was before it was taken out: publishing it brings the values
 * back, since the same id returns. null: no layer of then describes it, or its entity is gone as well.
 */
export function bringBack(entry: Entry, { before, live }: { readonly before: readonly Layer[]; readonly live: readonly Layer[] }): Layer | null {
  const [entity = '', ...lines] = entityOfTable(entry.table)
  const field = entry.column?.replace(/__.*$/, '')
  const path = pathTo(field === undefined ? lines : [...lines, field])
  for (const old of before) {
    const doc = inner(old.documents['entity']?.[entity], ...path)
    const now = live.find((layer) => layer.name === old.name)
    if (doc === undefined || !now) continue
    const present = now.documents['entity']?.[entity]
    if (path.length > 0 && !isObject(present)) continue
    const restored = path.length === 0 ? doc : put(present as Tree, path, doc)
    return { ...now, documents: { ...now.documents, entity: { ...now.documents['entity'], [entity]: restored } } }
  }
  return null
}
