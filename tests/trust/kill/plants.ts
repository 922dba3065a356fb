import type { Suite } from '../suite.ts'

export const killPlants: Suite['plants'] = {
  promised_early: {
    says: 'PostgreSQL says that a transaction is safe before it is on the disk',
    file: 'server/db/embedded-postgres.ts',
    find: "logging_collector: 'off', ...place",
    replace: "logging_collector: 'off', synchronous_commit: 'off', wal_writer_delay: '5s', ...place",
  },
  forgetful: {
    says: 'a request that is sent again after a crash is done again',
    file: 'server/records/idempotency.ts',
    find: 'if (!asked) return work()',
    replace: "if (!asked || asked.method !== '') return work()",
  },
  unbegun: {
    says: 'a transaction is not begun, so a crash leaves half of it',
    file: 'server/db/transaction.ts',
    find: "sending.query('begin')",
    replace: "sending.query('select 1')",
  },
}
