import type pg from 'pg'
import type { Knex, Runner } from './database.ts'

/** What runs statements over a pool or one client. */
export function runner(over: Pick<pg.Pool | pg.PoolClient, 'query'>): Runner {
  const query = async <R>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> => {
    const result = await over.query({ text, values: values as unknown[], ...(name === undefined ? {} : { name }) })
    return result.rows as R[]
  }
  return {
    query,
    run: async <R>(built: Knex.QueryBuilder | Knex.SchemaBuilder | Knex.Raw): Promise<R[]> => {
      let rows: R[] = []
      for (const statement of statements(built)) rows = await query<R>(statement.sql, statement.bindings)
      return rows
    },
  }
}

interface Native { readonly sql: string; readonly bindings?: readonly unknown[] }
function statements(built: Knex.QueryBuilder | Knex.SchemaBuilder | Knex.Raw): Native[] {
  const made = (built as { toSQL(): (Native & { toNative?(): Native }) | Native[] }).toSQL()
  if (Array.isArray(made)) return made
  return [made.toNative?.() ?? made]
}
