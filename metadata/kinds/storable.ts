import { isObject, pointer } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')

/** Texts and keys of a document that no database keeps: a zero byte, half a character. */
export function unstorable(value: unknown, path = ''): Problem[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [problem('value.bad_character', path)]
  if (Array.isArray(value)) return value.flatMap((item, at) => (typeof item === 'number' ? [] : unstorable(item, pointer(path, at))))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => (isStorable(key) ? unstorable(item, pointer(path, key)) : [problem('value.bad_character', path)]))
}
