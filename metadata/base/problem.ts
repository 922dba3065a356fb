import { type Code, type Params, text } from '../texts/index.ts'

/** What is wrong, where, and how to mend it. The only shape in which rules report failure. */
export interface Problem {
  /** Stable code, a key of `metadata/texts`. */
  readonly code: Code
  /** JSON pointer inside the document or the request body (`''` = the whole). */
  readonly path: string
  /** The sentence in English; the shell says it in the reader's language from `code` and `params`. */
  readonly message: string
  readonly params: Params
  /** The metadata object it is about, e.g. `crm/entities/customer`. */
  readonly object?: string
  /** A value that would mend it (a name that was probably meant, …). */
  readonly fix?: string
}

export function problem(code: Code, path: string, params: Params = {}, more: { object?: string; fix?: string } = {}): Problem {
  return { code, path, params, message: text('en', code, params), ...more }
}

/** A value, or everything that is wrong with it. Expected failure is never thrown. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (...problems: Problem[]): Result<never> => ({ ok: false, problems })
