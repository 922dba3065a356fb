import type { Suite } from '../suite.ts'

export const migratePlants: Suite['plants'] = {
  version_first: {
    met: { size: 12, seed: 13 },
    says: 'the new version is stored in a transaction of its own, before the database is changed',
    file: 'server/db/apply-plan.ts',
    find: "await tx.query(`set local lock_timeout = '2s'`)",
    replace: "await tx.query('commit')\n  await tx.query('begin')",
  },
  in_pieces: {
    met: { size: 12, seed: 2 },
    says: 'each part of a plan is carried out in a transaction of its own',
    file: 'server/db/apply-plan.ts',
    find: "await tx.query(batch.join(';\\n'))",
    replace: "await tx.query([...batch, 'commit', 'begin'].join(';\\n'))",
  },
  remains_kept: {
    met: { size: 8, seed: 1 },
    says: 'the remains of a broken build of an index are left in its way',
    file: 'server/db/pending-steps.ts',
    find: 'if (valid === false) await',
    replace: 'if (schema === id.toString()) await',
  },
  remains_taken: {
    met: { size: 8, seed: 1 },
    says: 'the remains of a broken build of an index are taken for the index',
    file: 'server/db/pending-steps.ts',
    find: 'return rows[0]?.valid',
    replace: 'return rows[0] && true',
  },
  done_first: {
    met: { size: 8, seed: 1 },
    says: 'a step that waits is called done before it is',
    file: 'server/db/pending-steps.ts',
    find: 'const valid = await validity(on, schema, row.step.name)',
    replace: 'await on.query(`update ${table} set done_at = now() where id = $1`, [id])\n    const valid = await validity(on, schema, row.step.name)',
  },
  nobody_goes_on: {
    met: { size: 12, seed: 13 },
    says: 'while PostgreSQL builds on for a dead process, the next one forgets what waits',
    file: 'server/db/pending-steps.ts',
    find: 'if (!finished) finishPendingStepsLater',
    replace: 'if (!finished && wait < 0) finishPendingStepsLater',
  },
  other_deaf: {
    met: { size: 8, seed: 1 },
    says: 'another node leaves undone what a dead one had begun',
    file: 'server/publish/service.ts',
    find: 'if (live.version > version) finishPendingStepsLater',
    replace: 'if (live.version < version) finishPendingStepsLater',
  },
  stale_writer: {
    met: { size: 12, seed: 13 },
    says: 'a record that was made by the old model is stored after the new one is live',
    file: 'server/http/moved.ts',
    find: 'if (newer.length === 0) return',
    replace: 'if (newer.length >= 0) return',
  },
  dropped_for_good: {
    met: { size: 6, seed: 122 },
    says: 'a dropped field is destroyed instead of put into quarantine',
    file: 'server/db/ddl.ts',
    find: "'quarantine-column': (s, t) => [renameColumn(t(s.table), s.column, s.to)]",
    replace: "'quarantine-column': (s, t) => [`alter table ${t(s.table)} drop column ${quote(s.column)}`]",
  },
  renamed_anew: {
    met: { size: 6, seed: 122 },
    says: 'a renamed field begins empty',
    file: 'server/db/ddl.ts',
    find: "'rename-column': (s, t) => [renameColumn(t(s.table), s.from, s.to)]",
    replace: "'rename-column': (s, t) => [renameColumn(t(s.table), s.from, s.to), `update ${t(s.table)} set ${quote(s.to)} = null`]",
  },
}
