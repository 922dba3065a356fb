import { AppError } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'

export interface AccountLimiter {
  /** Counts one try; refuses with 429 when there were too many. */
  take(workspace: HttpWorkspace, account: string): Promise<void>
  /** As `take`, but answers instead of refusing. */
  allows(workspace: HttpWorkspace, account: string): Promise<boolean>
  forget(workspace: HttpWorkspace, account: string): Promise<void>
}

/** Wrong passwords and wrong codes in five minutes, before an account is shut for the rest of them. */
export const mostTries = { 'sign-in': 10, second: 5 } as const

/** So many tries per account in a window of time, counted in the database: the limit holds over all nodes, and over their restarts. */
export function createAccountLimiter({ purpose, tries, seconds }: { purpose: string; tries: number; seconds: number }): AccountLimiter {
  const keyOf = (account: string): string => `${purpose} ${account}`
  const count = async ({ database, schema }: HttpWorkspace, account: string): Promise<{ count: number; wait: number }> => {
    const rows = await database.query<{ count: number; wait: number }>(
      `insert into "${schema}"._tries as t (key, count, until) values ($1, 1, now() + $2 * interval '1 second')
       on conflict (key) do update set count = case when t.until <= now() then 1 else t.count + 1 end, until = case when t.until <= now() then excluded.until else t.until end
       returning count, ceil(extract(epoch from until - now()))::int as wait`, [keyOf(account), seconds])
    return rows[0]!
  }
  return {
    take: async (workspace, account) => {
      const { count: taken, wait } = await count(workspace, account)
      const rest = Math.max(1, wait)
      if (taken > tries) throw new AppError(429, 'request.too_many', { params: { seconds: rest }, retryAfter: rest })
    },
    allows: async (workspace, account) => (await count(workspace, account)).count <= tries,
    forget: async ({ database, schema }, account) => { await database.query(`delete from "${schema}"._tries where key = $1`, [keyOf(account)]) },
  }
}
