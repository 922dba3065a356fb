import { expect, inject, test } from 'vitest'
import { compare } from './compare.ts'
import { operationNames } from './operations.ts'
import { openWorld } from './world.ts'

test('each measured operation is answered by both servers', async () => {
  const world = await openWorld(inject('postgres'), 200)
  try {
    const done = await compare(world, { seconds: 0.2, rounds: 1, connections: 2 })
    expect(done.map(({ operation, ours, theirs, failed }) => [operation, ours > 0, theirs > 0, failed])).toEqual(operationNames.map((name) => [name, true, true, '']))
  } finally {
    await world.close()
  }
}, 60_000)
