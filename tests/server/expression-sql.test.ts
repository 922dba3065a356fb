import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { compareWithSql } from '../support/expression-oracle.ts'

const { database } = await testDatabase()
test('every expression has the same value in the database as in evaluation', async () => {
  expect((await compareWithSql({ cases: 4000, seed: 20260228, db: database })).slice(0, 12)).toEqual([])
}, 60_000)
