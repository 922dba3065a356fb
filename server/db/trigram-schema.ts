import type { Runner } from './database.ts'

/** Where pg_trgm is installed; null: this server does not have it, and search does without its indexes. */
export async function trigramSchema(runner: Runner): Promise<string | null> {
  const rows = await runner.query<{ schema: string }>(`select n.nspname as schema from pg_opclass c join pg_namespace n on n.oid = c.opcnamespace where c.opcname = 'gin_trgm_ops'`)
  return rows[0]?.schema ?? null
}
