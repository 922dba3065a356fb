import { type Problem, problem } from '../../metadata/base/problem.ts'
import type { Step } from '../../metadata/change/step.ts'
import type { Runner } from '../db/database.ts'

/** What the steps need of PostgreSQL and this server does not have, said before any of them is tried. */
export async function missingExtensions(db: Runner, steps: readonly Step[]): Promise<Problem[]> {
  if (!steps.some((step) => step.kind === 'add-exclusion' && step.equal.length > 0)) return []
  const there = await db.query(`select 1 from pg_extension where extname = 'btree_gist'`)
  return there.length > 0 ? [] : [problem('publish.no_btree_gist', '')]
}
