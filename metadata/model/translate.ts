import { isObject } from '../base/json.ts'
import { kinds, type KindName } from '../kinds/index.ts'
import { elementName } from './edit-document.ts'
import type { Model } from './model.ts'

/** Texts of one language by path (`entities/customer/label`); upper layers win. */
export function textsOf(model: Pick<Model, 'documents'>, language: string): ReadonlyMap<string, string> {
  const translations = [...(model.documents.get('translation')?.values() ?? [])].map((d) => d.doc as { language: string; texts: Record<string, string> })
  return new Map(translations.filter((t) => t.language === language).flatMap((t) => Object.entries(t.texts)))
}
export const labelOf = (texts: ReadonlyMap<string, string>, path: string, otherwise: string): string => texts.get(path) ?? otherwise

/** A document with the texts of a language put in their places; the document itself is untouched. */
export function translated<T>(texts: ReadonlyMap<string, string>, { kind, key, doc }: { kind: KindName; key: string; doc: T }): T {
  const prefix = `${kinds[kind].plural}/${key}/`
  let now: unknown = doc
  for (const [path, text] of texts) if (path.startsWith(prefix)) now = put(now, path.slice(prefix.length).split('/'), text)
  return now as T
}
function put(node: unknown, [step, ...rest]: readonly string[], text: string): unknown {
  if (step === undefined) return node
  if (Array.isArray(node)) return node.map((item, i) => (elementName(item, i) === step ? put(item, rest, text) : item))
  if (!isObject(node)) return node
  return rest.length === 0 ? { ...node, [step]: text } : step in node ? { ...node, [step]: put(node[step], rest, text) } : node
}
