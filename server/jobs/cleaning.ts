import { deleteExpired } from '../access/session-store.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { forgetOldNotices } from '../notices/store.ts'
import { forgetOldKeys } from '../records/idempotency.ts'
import { forgetDone, putJobOnce } from './job-store.ts'
import type { Jobs } from './service.ts'

export const cleaning = 'clean'
const hour = 3_600_000

export interface Cleaning { start(): void; stop(): Promise<void> }

/** What has expired in a workspace is deleted every hour, by one job that the nodes share. */
export function cleanRegularly(jobs: Jobs, { workspaces, report }: { workspaces: () => Promise<readonly HttpWorkspace[]>; report: (error: unknown) => void }): Cleaning {
  jobs.defineJob(cleaning, {
    kind: 'database',
    run: async ({ workspace: { schema }, tx }) => {
      await deleteExpired(tx, schema)
      await forgetOldKeys(tx, schema)
      await forgetDone(tx, schema)
      await forgetOldNotices(tx, schema)
    },
  })
  const planned = new Map<string, number>()
  const plan = async (): Promise<void> => {
    for (const { schema, database } of await workspaces()) {
      if (performance.now() - (planned.get(schema) ?? -hour) < hour) continue
      await database.transaction((tx) => putJobOnce(tx, schema, { topic: cleaning, payload: {}, within: '1 hour' }))
      planned.set(schema, performance.now())
    }
  }
  let timer: NodeJS.Timeout | undefined
  let planning: Promise<void> | null = null
  const tick = (): void => { planning ??= plan().catch(report).finally(() => { planning = null }) }
  return {
    // A workspace is opened by its first request, so the next one may be there any second.
    start: () => { timer = setInterval(tick, 1000).unref() },
    stop: async () => {
      clearInterval(timer)
      await planning
    },
  }
}
