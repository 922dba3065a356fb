import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { functions, special } from '../../../metadata/expressions/functions.ts'

test('docs/expressions.md lists exactly the functions that there are', () => {
  const text = readFileSync(new URL('../../../docs/expressions.md', import.meta.url), 'utf8')
  expect([...text.matchAll(/^\| `(\w+)` \|/gm)].map((found) => found[1]).sort()).toEqual([...functions.keys(), ...special.map((one) => one.name)].sort())
})
