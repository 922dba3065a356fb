import type pg from 'pg'
import type { Knex, Runner } from './database.ts'

/** Takes a statement to PostgreSQL and brings its rows. */
export type Send = (text: string, values: readonly unknown[], name: string | undefined) => Promise<Record<string, unknown>[]>
/** Each statement for itself. */
export const singly = (client: pg.PoolClient): Send => async (text, values, name) => (await client.query({ text, values: values as unknown[], ...(name === undefined ? {} : { name }) })).rows as Record<string, unknown>[]

export function runner(send: Send): Runner {
  const query = <R>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> => send(text, values, name) as Promise<R[]>
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
