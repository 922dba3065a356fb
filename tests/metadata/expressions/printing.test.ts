import { expect, test } from 'vitest'
import { compileExpression } from '../../../metadata/expressions/compile.ts'
import { printExpression } from '../../../metadata/expressions/print.ts'
import type { Expr } from '../../../metadata/expressions/tree.ts'
import { randomExpression } from '../../support/expression-oracle.ts'
import { randomOf } from '../../support/expression-values.ts'
import { scopes, selves } from '../../support/expression-world.ts'

const trees = Number(process.env['OFFICINA_EXPRESSION_TREES'] ?? 2000)
const plain = (expr: Expr): string => JSON.stringify(expr, (key, found: unknown) => (key === 'at' ? undefined : found))

test(`what is printed of ${trees} random trees is read as the same trees`, () => {
  const random = randomOf(20260301)
  const different: unknown[] = []
  for (let n = 0; n < trees; n++) {
    const self = random.one(selves)
    const scope = scopes[self]
    const { text, expr } = randomExpression(random, self)
    const printed = printExpression(expr, (_, key) => key)
    const again = scope && compileExpression(printed, scope)
    if (!again?.ok) different.push({ text, printed, problems: again?.problems.map((one) => one.message) })
    else if (plain(again.value) !== plain(expr)) different.push({ text, printed, before: plain(expr), after: plain(again.value) })
  }
  expect({ differing: different.length, first: different.toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length).slice(0, 5) }).toEqual({ differing: 0, first: [] })
}, 60_000)
