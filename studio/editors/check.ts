import type { Problem } from '../../metadata/base/problem.ts'
import { readDocument } from '../../metadata/kinds/read.ts'
import { type Place } from '../document/objects.ts'
import { readJson } from '../../metadata/base/json-text.ts'
import { locate, type Span, spansOf } from '../document/locate.ts'

export interface Found { readonly problem: Problem | null; readonly detail: string; readonly span: Span }
export interface Checked { readonly value: unknown; readonly broken: boolean; readonly found: readonly Found[] }

/** What is wrong in the text of one document: its JSON, else its schema and the rules of its kind, each with its place. */
export function checkText(text: string, { kind, key, of }: Place): Checked {
  const read = readJson(text)
  if (!read.ok) return { value: null, broken: true, found: [{ problem: null, detail: read.detail, span: { from: read.offset, to: Math.min(text.length, read.offset + 1) } }] }
  // Edits are paths and values; only the whole set tells whether they meet something.
  const result = of === null ? readDocument(kind, read.value, { key }) : { ok: true as const }
  return { value: read.value, broken: false, found: result.ok ? [] : placed(text, result.problems) }
}
export function placed(text: string, problems: readonly Problem[]): Found[] {
  const spans = spansOf(text)
  return problems.map((problem) => ({ problem, detail: '', span: locate(spans, problem.path) }))
}
