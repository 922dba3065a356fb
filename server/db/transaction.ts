import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Transaction } from './database.ts'
import { gathered } from './gathered.ts'
import { runner } from './runner.ts'

/** Serialisation failure, deadlock, lock not available: another try may succeed. */
const retryable = new Set(['40001', '40P01', '55P03'])
const tries = 8

/** Runs the work in a transaction, again when others were in its way. Effects run once, after the commit that succeeded. */
export async function runTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>, report: (error: Error) => void): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const effects: (() => void)[] = []
    try {
      const value = await once(pool, work, effects)
      for (const effect of effects) attemptEffect(effect, report)
      return value
    } catch (error) {
      if (attempt >= tries || !retryable.has(codeOf(error))) throw error
      await sleep(Math.random() * Math.min(500, 10 * 2 ** attempt))
    }
  }
}

async function once<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>, effects: (() => void)[]): Promise<T> {
  const client = await pool.connect()
  const { send, flush } = gathered(client)
  let broken = false
  try {
    // Travels with the first statement of the work; where it cannot begin, nothing can follow on this connection.
    const begun = send('begin', [], 'begin')
    begun.catch(() => {})
    const value = await work({ ...runner(send), onCommit: (effect) => { effects.push(effect) } })
    await begun
    flush()
    // After an error that the work swallowed, PostgreSQL answers `commit` with a rollback: that is a failure, not a success.
    const done = await client.query('commit')
    if (done.command !== 'COMMIT') throw new Error('The transaction was rolled back because one of its statements failed.')
    return value
  } catch (error) {
    flush()
    await client.query('rollback').catch(() => { broken = true })
    throw error
  } finally {
    client.release(broken)
  }
}

/** The transaction stands, so a failing effect must not look like its failure. */
function attemptEffect(effect: () => void, report: (error: Error) => void): void {
  try {
    effect()
  } catch (error) {
    report(error instanceof Error ? error : new Error(String(error)))
  }
}

const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '')
