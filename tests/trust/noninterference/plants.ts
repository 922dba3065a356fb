import type { Plant } from '../suite.ts'

const query = 'server/db/query'
export const plants: Readonly<Record<string, Plant>> = {
  group: { says: 'groups are made of hidden values', file: `${query}/group.ts`, find: "statement.write(statement, expr, { row, trust: 'actor' })", replace: "statement.write(statement, expr, { row, trust: 'trusted' })" },
  history: { says: 'the history tells the values of hidden fields', file: 'server/events/history.ts', find: 'if (!field || !granted(rights?.fields.get(key)?.read, held)) continue', replace: 'if (!field || (rights && held.length === 0)) continue' },
  events: { says: 'the stream tells of records that are out of sight', file: 'server/events/live-routes.ts', find: 'if (!seen && !removedToo) return', replace: '' },
  links: { says: 'the history names records that are out of sight', file: 'server/events/history.ts', find: "return told((target, record) => seen.has(`${target}/${record}`))", replace: 'return told((target, record) => seen.size >= 0 && target !== record)' },
  rollup: { says: 'a figure over other records counts those that are out of sight', file: `${query}/values.ts`, find: 'const rows = entityRows(statement, rollup.entity, trust)', replace: "const rows = entityRows(statement, rollup.entity, 'trusted')", met: { size: 2000, seed: 7 } },
}
