import { isName } from '../base/name.ts'
import { fail, ok, type Problem, problem, type Result } from '../base/problem.ts'
import { type KindName, kindOf } from './index.ts'
import { shapeProblems } from './shape.ts'
import { unstorable } from './storable.ts'

export type Doc = Readonly<Record<string, unknown>>

/** Reads a document of any released version: upcast, then shape, then the kind's own rules. */
export function readDocument(kind: KindName, doc: unknown, { key, version }: { key: string; version?: number }): Result<Doc> {
  const { schema, check, upcast, version: newest } = kindOf(kind)
  let now = doc
  for (let v = version ?? newest; v < newest; v++) now = upcast[v]!(now as never)
  const problems: Problem[] = [...(isName(key) || kind === 'translation' ? [] : [problem('metadata.bad_name', '', { name: key })]), ...shapeProblems(schema, now), ...unstorable(now)]
  if (problems.length === 0) problems.push(...(check?.(now as never, key) ?? []))
  return problems.length > 0 ? fail(...problems) : ok(now as Doc)
}
