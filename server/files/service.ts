import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromBuffer } from 'file-type'
import type { Actor } from '../access/actor.ts'
import { newId } from '../db/ids.ts'
import { AppError, fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { cleanName, typeOf } from './decide.ts'
import { findFile, insertFile, type StoredFile } from './file-store.ts'

export interface FileOptions {
  readonly folder: string
  readonly maxSize: number
  /** Asks the query compiler whether the actor may read this field of this record. */
  readonly mayRead: (workspace: HttpWorkspace, actor: Actor, at: { entity: string; record: string; field: string }) => Promise<boolean>
}
export interface Upload { readonly name: string; readonly stream: Readable }
export interface Files {
  store(workspace: HttpWorkspace, actor: Actor, upload: Upload): Promise<Pick<StoredFile, 'id' | 'name' | 'size' | 'type'>>
  open(workspace: HttpWorkspace, actor: Actor, id: string): Promise<{ file: StoredFile; stream: Readable }>
}

/** Files lie under random names; what people call them is only a column. Never changed once stored: a new version is a new file. */
export function createFiles(options: FileOptions): Files {
  const pathOf = (workspace: HttpWorkspace, key: string): string => join(options.folder, workspace.name, key.slice(0, 2), key)
  return {
    store: async (workspace, actor, upload) => {
      const key = randomBytes(20).toString('hex')
      const path = pathOf(workspace, key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        const { size, sha256, start } = await write(upload.stream, `${path}.part`, options.maxSize)
        const name = cleanName(upload.name)
        const type = typeOf((await fileTypeFromBuffer(start).catch(() => undefined))?.mime, start, name)
        await rename(`${path}.part`, path)
        const file = { id: newId(), name, size, type, sha256, storage_key: key, owner: actor.id }
        await insertFile(workspace.database, workspace.schema, file)
        return { id: file.id, name, size, type }
      } catch (error) {
        await Promise.all([rm(`${path}.part`, { force: true }), rm(path, { force: true })])
        throw error
      }
    },
    open: async (workspace, actor, id) => {
      const file = await findFile(workspace.database, workspace.schema, id)
      if (!file || !(await mayOpen(options, workspace, actor, file))) return fail(404, 'file.not_found')
      return { file, stream: createReadStream(pathOf(workspace, file.storage_key)) }
    },
  }
}

/** An attached file is as readable as its field; a loose one belongs to whoever brought it. */
async function mayOpen(options: FileOptions, workspace: HttpWorkspace, actor: Actor, file: StoredFile): Promise<boolean> {
  if (file.entity === null || file.record === null || file.field === null) return actor.id !== null && file.owner === actor.id
  return options.mayRead(workspace, actor, { entity: file.entity, record: file.record, field: file.field })
}

const startLength = 4100
async function write(stream: Readable, path: string, maxSize: number): Promise<{ size: number; sha256: string; start: Uint8Array }> {
  const hash = createHash('sha256')
  let size = 0
  let start = Buffer.alloc(0)
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length
      hash.update(chunk)
      if (start.length < startLength) start = Buffer.concat([start, chunk.subarray(0, startLength - start.length)])
      done(size > maxSize ? new AppError(413, 'file.too_large', { params: { limit: Math.floor(maxSize / 1_048_576) } }) : null, chunk)
    },
  })
  await pipeline(stream, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return { size, sha256: hash.digest('hex'), start }
}
