import type { Row } from '../../metadata/api/records.ts'
import type { Database } from '../db/database.ts'
import { bind } from '../db/query/compile.ts'
import type { Asked } from './run-query.ts'

const batch = 500
/** A slow reader of the answer may hold the snapshot this long between two batches. */
const patience = '60s'

/** Reads through a cursor of the database: one snapshot, one batch in memory at a time. Ends with its consumer. */
export async function* streamBatches(database: Database, { compiled, inputs }: Asked): AsyncGenerator<Row[]> {
  const prepared = compiled.prepare({ kind: 'all' })
  const client = await database.pool.connect()
  let broken = true
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    await client.query(`set local idle_in_transaction_session_timeout = '${patience}'; set local statement_timeout = '${patience}'`)
    await client.query(`declare rows no scroll cursor for ${prepared.text}`, bind(prepared, inputs))
    for (;;) {
      const { rows } = await client.query<Row>(`fetch ${batch} from rows`)
      if (rows.length === 0) break
      if (compiled.load) for (const row of rows) compiled.load(row)
      yield rows
    }
    broken = false
  } finally {
    // After a failure or an early end the transaction is undone; a connection that cannot even do that is closed.
    const undone = await client.query(broken ? 'rollback' : 'commit').then(() => true, () => false)
    client.release(!undone)
  }
}
