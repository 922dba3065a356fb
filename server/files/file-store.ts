import type { Runner } from '../db/database.ts'

export interface StoredFile { readonly id: string; readonly name: string; readonly size: number; readonly type: string; readonly sha256: string; readonly storage_key: string; readonly owner: string | null; readonly entity: string | null; readonly record: string | null; readonly field: string | null }

export async function insertFile(db: Runner, schema: string, file: Omit<StoredFile, 'entity' | 'record' | 'field'>): Promise<void> {
  await db.query(
    `insert into "${schema}"._files (id, name, size, type, sha256, storage_key, owner) values ($1, $2, $3, $4, $5, $6, $7)`,
    [file.id, file.name, file.size, file.type, file.sha256, file.storage_key, file.owner])
}
export async function findFile(db: Runner, schema: string, id: string): Promise<StoredFile | null> {
  const rows = await db.query<StoredFile>(`select id, name, size, type, sha256, storage_key, owner, entity, record, field from "${schema}"._files where id = $1`, [id])
  return rows[0] ?? null
}
