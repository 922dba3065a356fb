import { isObject } from '../../metadata/base/json.ts'
import { kinds } from '../../metadata/kinds/index.ts'
import { elementName } from '../../metadata/model/edit-document.ts'
import type { Doc } from '../draft/effective.ts'
import type { Place } from './objects.ts'

export interface Word { readonly path: string; readonly source: string }
const spoken = new Set(['label', 'plural', 'help', 'placeholder', 'description', 'message', 'text'])

/** The texts of a document that people read, by the path that translations name them with. */
export function wordsOf({ kind, key }: Place, doc: Doc): Word[] {
  const walk = (node: unknown, path: string): Word[] => {
    if (Array.isArray(node)) return node.flatMap((one, at) => walk(one, `${path}/${elementName(one, at)}`))
    if (!isObject(node)) return []
    return Object.entries(node).flatMap(([name, one]) => (typeof one === 'string' ? (spoken.has(name) && one !== '' ? [{ path: `${path}/${name}`, source: one }] : []) : walk(one, `${path}/${name}`)))
  }
  return walk(doc, `${kinds[kind].plural}/${key}`)
}
