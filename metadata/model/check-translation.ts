import { closest } from '../base/closest.ts'
import { isObject, pointer } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'
import { type KindName, kindByPlural } from '../kinds/index.ts'
import type { TranslationDoc } from '../kinds/translation.ts'
import { elementName } from './edit-document.ts'
import type { Document, Layer, Model } from './model.ts'

/** The words of a document that people read. Each may be left out in the document and still be translated: its default is in the same place. */
const words = ['label', 'plural', 'help', 'placeholder', 'description', 'message', 'text', 'title'] as const

/**
 * Every text has its place in the object as it is now, or as some layer brought it: what an upper layer has hidden is no mistake
 * of the translation beneath.
 */
export function checkTranslation({ doc }: Document, model: Model, layers: readonly Layer[]): Problem[] {
  return Object.keys((doc as TranslationDoc).texts).flatMap((path) => {
    const [plural = '', key = '', ...steps] = path.split('/')
    const at = pointer('/texts', path)
    const kind = kindByPlural(plural)
    const found = kind && model.documents.get(kind)!.get(key)
    if (!found) return [lost(path, { at, kind, key, model })]
    const versions = [found.doc, ...layers.flatMap((layer) => layer.documents[kind]?.[key] ?? [])]
    return versions.some((version) => hasPlace(version, steps)) ? [] : [problem('metadata.nothing_translated', at, { path })]
  })
}

function lost(path: string, { at, kind, key, model }: { at: string; kind: KindName | undefined; key: string; model: Model }): Problem {
  const fix = kind && closest(key, model.documents.get(kind)!.keys())
  return problem('metadata.unknown_reference', at, { kind: 'Object', name: path }, fix ? { fix: path.replace(`/${key}`, `/${fix}`) } : {})
}

function hasPlace(node: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return false
  if (Array.isArray(node)) return hasPlace(node.find((item, i) => elementName(item, i) === step), rest)
  if (!isObject(node)) return false
  return rest.length === 0 ? (words as readonly string[]).includes(step) : Object.hasOwn(node, step) && hasPlace(node[step], rest)
}
