import type { Suite } from '../suite.ts'

export const killPlants: Suite['plants'] = {
  promised_early: {
    says: 'PostgreSQL says that a transaction is safe before it is on the disk',
    file: 'server/db/embedded-postgres.ts',
    find: "logging_collector: 'off', ...place",
    replace: "logging_collector: 'off', synchronous_commit: 'off', wal_writer_delay: '5s', ...place",
  },
  left_dead: {
    says: 'a PostgreSQL that was ended is not brought back',
    file: 'server/db/embedded/watch.ts',
    find: 'if (isAlive(pid)) continue',
    replace: "if (isAlive(pid) || pid > 0) continue",
  },
}
