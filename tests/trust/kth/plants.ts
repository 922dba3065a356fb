import type { Suite } from '../suite.ts'

export const kthPlants: Suite['plants'] = {
  history_apart: {
    says: 'the history is written in a transaction of its own',
    file: 'server/events/append.ts',
    find: 'await tx.query(text, [JSON',
    replace: 'await ((space as any).database ?? tx).query(text, [JSON',
  },
  read_again: {
    says: 'an import that is tried again goes on with what is left of the file',
    file: 'server/records/import.ts',
    find: 'if (ask.csv.readableDidRead) throw',
    replace: 'if (ask.csv.errored) throw',
  },
}
