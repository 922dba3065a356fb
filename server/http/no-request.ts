import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { AppError, problemDocument } from './errors.ts'

const refusals: Readonly<Record<string, AppError>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new AppError(408, 'request.timeout'),
  HPE_HEADER_OVERFLOW: new AppError(431, 'request.too_large'),
}
const unreadable = new AppError(400, 'request.refused')

/** What is no HTTP never becomes a request; it gets the same sort of answer. */
export function answerNoRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const refusal = refusals[error.code ?? ''] ?? unreadable
  const body = Buffer.from(JSON.stringify(problemDocument(refusal, randomUUID(), 'en')))
  const head = [`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`, 'content-type: application/problem+json; charset=utf-8', `content-length: ${body.length}`, 'cache-control: no-store', 'x-content-type-options: nosniff', 'connection: close']
  if (socket.writable) socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]))
  else socket.destroy()
}
