import { presentTable } from '../../metadata/change/kept.ts'
import { tablesOf } from '../../metadata/change/physical.ts'
import type { Model } from '../../metadata/model/model.ts'
import type { Runner } from '../db/database.ts'
import { quote } from '../db/ddl.ts'
import { listQuarantine, readKept } from './quarantine.ts'

export interface WaitingRows { readonly id: number; readonly rows: number }

/** How many rows each thing in quarantine holds: of a table all, of a column those with a value. `model` is the live one. */
export async function countWaiting(db: Runner, schema: string, model: Model): Promise<WaitingRows[]> {
  const [kept, tables] = [await readKept(db, schema), tablesOf(model)]
  const counted: WaitingRows[] = []
  for (const { id, document } of await listQuarantine(db, schema)) {
    const table = presentTable(document, tables, kept)
    if (table === undefined) continue
    const where = document.kind === 'table' ? 'true' : `${quote(document.place)} is not null`
    const [row] = await db.query<{ count: number }>(`select count(*) as count from ${quote(schema)}.${quote(table)} where ${where}`)
    counted.push({ id, rows: Number(row?.count ?? 0) })
  }
  return counted
}
