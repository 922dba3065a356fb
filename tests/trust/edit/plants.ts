import type { Suite } from '../suite.ts'

export const editPlants: Suite['plants'] = {
  unread_version: {
    says: 'a save does not compare the version it was made from',
    file: 'server/records/begin.ts',
    find: "if (version !== undefined && version !== old['_version']) throw conflict(",
    replace: "if (version !== undefined && version > Number(old['_version'])) throw conflict(",
  },
  unread_tag: {
    says: 'the If-Match header is read and forgotten',
    file: 'server/records/routes.ts',
    find: "if (tag === undefined || tag === '*') return undefined",
    replace: "if (tag === undefined || tag !== '') return undefined",
  },
  unlocked: {
    says: 'rows are read for a change without a lock, so that two saves start from the same row',
    file: 'server/records/begin.ts',
    find: "{ ids, lock: 'update' }",
    replace: '{ ids }',
  },
  careless_delete: {
    says: 'a deletion does not compare the version it was asked for',
    file: 'server/records/service.ts',
    find: "if (version !== undefined && version !== row['_version']) throw conflict(",
    replace: "if (version !== undefined && version > Number(row['_version'])) throw conflict(",
  },
}
