import type { ProblemDocument } from '../../metadata/api/records.ts'
import type { Problem } from '../../metadata/base/problem.ts'

/** A request that the server refused, or that never reached it (`status` 0). */
export class Failure extends Error {
  readonly document: ProblemDocument
  constructor(document: ProblemDocument) {
    super(document.detail || document.title)
    this.document = document
  }
  get status(): number { return this.document.status }
  get problems(): readonly Problem[] { return this.document.problems ?? [] }
}

export const unreachable = (): Failure =>
  new Failure({ type: 'about:blank', title: 'unreachable', status: 0, detail: '', code: 'unreachable', request: '' })

/** Makes a problem document of whatever a refusing answer carries. */
export async function failureOf(response: Response): Promise<Failure> {
  const rest = { type: 'about:blank', title: response.statusText, status: response.status, detail: '', code: `http.${response.status}`, request: response.headers.get('x-request-id') ?? '' }
  try {
    const body = (await response.json()) as Partial<ProblemDocument>
    return new Failure({ ...rest, ...body, status: response.status })
  } catch {
    return new Failure(rest)
  }
}

export const asFailure = (error: unknown): Failure => (error instanceof Failure ? error : unreachable())
