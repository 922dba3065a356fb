import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { AppError } from './errors.ts'

/** What came as a form: its file. A form that cannot be read is refused; it is no failure of ours. */
export async function uploadedFile(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file()
  } catch (error) {
    throw brokenOff(error)
  }
}
/** Whatever the reader of forms says by itself: the sender broke off. */
export const brokenOff = (error: unknown): unknown =>
  error instanceof AppError || (error as { statusCode?: unknown }).statusCode !== undefined ? error : new AppError(400, 'request.broken_off')
