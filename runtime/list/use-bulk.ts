import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Row } from '../../metadata/api/records.ts'
import { asFailure, type Failure } from '../client/failure.ts'
import { forEachRow, type Outcome, readRows, type Undo } from './bulk.ts'

export interface BulkWork { readonly ids: readonly string[]; readonly fields?: readonly string[]; readonly deleted: boolean; readonly one: (row: Row) => Promise<Undo> }
interface Reports { readonly report: (outcome: Outcome | null) => void; readonly select: (ids: ReadonlySet<string>) => void }

/** Carries out what is asked for many rows, and takes it back; what is refused stays chosen. */
export function useBulk(entity: string, { report, select }: Reports) {
  const queries = useQueryClient()
  const [running, setRunning] = useState<{ readonly done: number; readonly count: number } | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const stop = useRef<AbortController | null>(null)
  const read = async (): Promise<void> => { await Promise.all(['list', 'group', 'record'].map((kind) => queries.invalidateQueries({ queryKey: [kind, entity] }))) }
  const go = async (rows: readonly Row[], one: (row: Row) => Promise<Undo>): Promise<Outcome> => {
    stop.current = new AbortController()
    setRunning({ done: 0, count: rows.length })
    return forEachRow({ rows, one }, { signal: stop.current.signal, progress: (done) => setRunning({ done, count: rows.length }) })
  }
  const run = async ({ ids, fields = [], deleted, one }: BulkWork): Promise<void> => {
    setFailure(null)
    try {
      const outcome = await go(await readRows(entity, ids, { fields, deleted }), one)
      report(outcome)
      select(new Set(outcome.failed.map(({ id }) => id)))
    } catch (error) {
      setFailure(asFailure(error))
    }
    setRunning(null)
    await read()
  }
  const undo = async ({ done }: Outcome): Promise<void> => {
    const back = new Map(done.map((each) => [each.id, each.undo]))
    const rows = done.map(({ id }) => ({ id, title: id }) as unknown as Row)
    const outcome = await go(rows, async ({ id }) => { await back.get(id)?.(); return () => Promise.resolve() })
    report(outcome.failed.length ? { done: [], failed: outcome.failed } : null)
    setRunning(null)
    await read()
  }
  return { running, failure, run, undo, stop: () => stop.current?.abort() }
}
