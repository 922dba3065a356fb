import { base } from './base.ts'
import { noteAnswer } from './connection.ts'
import { failureOf, unreachable } from './failure.ts'

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}
/** Waits for the person to sign in again; false when he gives up. Set by the shell. */
let signInAgain: (() => Promise<boolean>) | null = null
export const onExpired = (ask: (() => Promise<boolean>) | null): void => { signInAgain = ask }

/** Called when the server does not know what is asked for: perhaps a newer model was published. */
let suspect: (() => void) | null = null
export const onUnknown = (call: (() => void) | null): void => { suspect = call }

export function address(path: string, query: Ask['query'] = {}): string {
  const set = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== '')
  const text = new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString()
  return `${base}/api${path}${text ? `?${text}` : ''}`
}

function init(ask: Ask): RequestInit {
  const method = ask.method ?? 'GET'
  const form = ask.body instanceof FormData
  const headers: Record<string, string> = { accept: 'application/json', ...ask.headers }
  if (method !== 'GET') headers['x-officina'] = '1'
  if (ask.body !== undefined && !form) headers['content-type'] = 'application/json'
  return {
    method, headers, credentials: 'same-origin', signal: ask.signal ?? null,
    ...(ask.body === undefined ? {} : { body: form ? (ask.body as FormData) : JSON.stringify(ask.body) }),
  }
}

/**
 * One request to the API. An expired session asks for the password over the page and then repeats the same request,
 * so nothing typed is lost; the idempotency key makes the repetition safe.
 */
export async function request<T>(path: string, ask: Ask = {}): Promise<T> {
  const key: Record<string, string> = ask.method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}
  const whole = { ...ask, headers: { ...key, ...ask.headers } }
  let response = await send(path, whole)
  if (response.status === 401 && signInAgain && !path.startsWith('/_/session') && (await signInAgain())) response = await send(path, whole)
  if (response.status === 400 || response.status === 404) suspect?.()
  if (!response.ok) throw await failureOf(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function send(path: string, ask: Ask): Promise<Response> {
  try {
    const response = await fetch(address(path, ask.query), init(ask))
    noteAnswer(true)
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteAnswer(false)
    throw unreachable()
  }
}
