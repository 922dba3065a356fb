import { Agent, request } from 'node:http'
import type { Asked } from './requests.ts'

export interface Answer { readonly status: number; readonly type: string; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly text: string }
const patience = 20_000
/** A connection that was kept may be closed from the other side at any time. */
const reused = 'the kept connection was closed'

/** Sends exactly these bytes: what a polite client would refuse to send is what a rude one sends. */
export function createWire(url: string): { send(asked: Asked, own: Readonly<Record<string, string>>): Promise<Answer | string>; close(): void } {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  return {
    close: () => agent.destroy(),
    send: (asked, own) => once(asked, own).then((answer) => (answer === reused ? once(asked, own) : answer)),
  }
  function once({ method, path, headers, body }: Asked, own: Readonly<Record<string, string>>): Promise<Answer | string> {
    return new Promise((done) => {
      const bytes = body === null ? null : Buffer.from(body)
      const out = request({ agent, hostname, port, method, path, headers: { 'x-officina': '1', ...own, ...headers, ...(bytes ? { 'content-length': bytes.length } : {}) }, timeout: patience }, (response) => {
        const type = response.headers['content-type'] ?? ''
        const told = { status: response.statusCode ?? 0, type, headers: response.headers }
        if (type.startsWith('text/event-stream')) {
          out.destroy()
          done({ ...told, text: '' })
          return
        }
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => done({ ...told, text: Buffer.concat(chunks).toString() }))
        response.on('error', (error) => done(`the answer broke off: ${error.message}`))
      })
      out.on('timeout', () => { out.destroy(); done('no answer in time') })
      // A body that is too large may be cut off by the server: that it answered before is what counts.
      out.on('error', (error: NodeJS.ErrnoException) => done(out.reusedSocket && error.code === 'ECONNRESET' ? reused : `the connection broke: ${error.code ?? error.message}`))
      out.end(bytes ?? undefined)
    })
  }
}
