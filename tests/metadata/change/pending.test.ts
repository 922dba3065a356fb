import { expect, it } from 'vitest'
import { follow, type Pending } from '../../../metadata/change/pending.ts'

const index: Pending = { kind: 'create-index', table: 'order', name: '_i', columns: ['customer', 'id'], method: 'btree', concurrent: true }

it('an index still to be built follows the renames of its table and columns', () => {
  expect(follow(index, [{ kind: 'rename-table', from: 'order', to: 'sale' }, { kind: 'rename-column', table: 'sale', from: 'customer', to: 'buyer' }, { kind: 'rename-column', table: 'other', from: 'id', to: 'x' }]))
    .toEqual({ ...index, table: 'sale', columns: ['buyer', 'id'] })
})
it.each([
  [{ kind: 'quarantine-table', table: 'order', to: '_q', id: 'record:order', columns: [] }],
  [{ kind: 'quarantine-column', table: 'order', column: 'customer', to: '_q', id: ['record:order', 'customer'], type: 'uuid' }],
  [{ kind: 'drop-column', table: 'order', column: 'customer' }],
  [{ kind: 'drop-index', name: '_i' }],
] as const)('it is not built when what it stands on goes: %j', (step) => expect(follow(index, [step])).toBeNull())
it('what happens to others does not touch it', () => {
  expect(follow(index, [{ kind: 'quarantine-table', table: 'customer', to: '_q', id: 'record:customer', columns: [] }, { kind: 'drop-index', name: '_j' }])).toBe(index)
})
