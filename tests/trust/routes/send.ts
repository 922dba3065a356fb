import type { World } from './world.ts'

export interface Sent { readonly method: string; readonly path: string; readonly body?: unknown; /** A file for a form. */ readonly file?: string; readonly headers?: Readonly<Record<string, string>> }
export interface Answer { readonly status: number; readonly text: string; readonly headers: Headers }

/** One request as a page sends it, unless its headers say otherwise; an empty header is left out. */
export async function send({ server }: Pick<World, 'server'>, { method, path, body, file, headers = {} }: Sent): Promise<Answer> {
  const form = new FormData()
  if (file !== undefined) form.set('file', new Blob([file]), 'probe.csv')
  const all = { 'x-officina': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
  const stop = new AbortController()
  const response = await fetch(`${server.url}/api${path}`, {
    method, redirect: 'manual', signal: stop.signal, headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
    ...(file === undefined ? (body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) : { body: form }),
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    stop.abort()
    return { status: response.status, text: '', headers: response.headers }
  }
  return { status: response.status, text: await response.text(), headers: response.headers }
}
export const json = ({ text }: Answer): any => { try { return JSON.parse(text) } catch { return null } }
/** Without what differs from one request to the next. */
export const plain = ({ text }: Answer): string => text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '…')
