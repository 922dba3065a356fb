import { follow, type Pending } from '../../metadata/change/pending.ts'
import type { Step } from '../../metadata/change/step.ts'
import type { Transaction } from './database.ts'
import { ddl, quote } from './ddl.ts'
import { trigramSchema } from './trigram-schema.ts'

export { finishPendingSteps, finishPendingStepsLater, runPendingSteps } from './pending-steps.ts'

export interface Place {
  readonly schema: string
  readonly version: number
  recompute(tx: Transaction, entity: string, fields: readonly string[]): Promise<void>
}
const batchSize = 250
const isLater = (step: Step): step is Pending => step.kind === 'create-index' && step.concurrent

/** Effects only, all or none. What must run outside a transaction is written down for `runPendingSteps`. */
export async function applyPlan(tx: Transaction, steps: readonly Step[], place: Place): Promise<void> {
  await tx.query(`set local lock_timeout = '2s'`)
  const trigram = await trigramSchema(tx)
  let batch: string[] = []
  const send = async () => {
    if (batch.length > 0) await tx.query(batch.join(';\n'))
    batch = []
  }
  for (const step of steps.filter((one) => !isLater(one))) {
    if (step.kind === 'recompute') {
      await send()
      await place.recompute(tx, step.entity, step.fields)
    } else batch.push(...ddl(step, place.schema, trigram))
    if (batch.length >= batchSize) await send()
  }
  await send()
  await moveOn(tx, steps, place.schema)
  for (const step of steps.filter(isLater)) await tx.query(`insert into ${quote(place.schema)}._meta_pending_steps (version, step) values ($1, $2)`, [place.version, JSON.stringify(step)])
}

/** Indexes that wait since earlier plans follow their tables and columns, or go with them. */
async function moveOn(tx: Transaction, steps: readonly Step[], schema: string): Promise<void> {
  const table = `${quote(schema)}._meta_pending_steps`
  const rows = await tx.query<{ id: number; step: Step }>(`select id, step from ${table} where done_at is null order by id for update`)
  for (const { id, step } of rows) {
    if (step.kind !== 'create-index') continue
    const now = follow(step, steps)
    if (now === null) await tx.query(`delete from ${table} where id = $1`, [id])
    else if (now !== step) await tx.query(`update ${table} set step = $2 where id = $1`, [id, JSON.stringify(now)])
  }
}
