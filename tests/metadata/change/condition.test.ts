import { describe, expect, it } from 'vitest'
import { types } from '../../../metadata/base/value-type.ts'
import { conditionSql } from '../../../metadata/change/condition.ts'
import { tablesOf, unkeptRules } from '../../../metadata/change/physical.ts'
import { compileExpression } from '../../../metadata/expressions/compile.ts'
import { modelScope } from '../../../metadata/model/scope.ts'
import { modelOf } from '../../support/random-model.ts'

const model = modelOf({
  task: {
    fields: {
      state: { type: 'choice', name: 'status', options: { open: {}, done: {} } }, hours: { type: 'decimal', precision: 12, scale: 2 }, main: { type: 'boolean' }, due: { type: 'date' }, part_of: { type: 'link', to: 'task' }, picture: { type: 'file' },
      tags: { type: 'multi_choice', options: { a: {} } }, lines: { type: 'children', fields: { amount: { type: 'integer' } } }, upper: { type: 'lookup', path: 'part_of.hours' },
    },
  },
})
function sql(text: string): string | null {
  const compiled = compileExpression(text, modelScope(model, 'task'), types.boolean)
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message)
  return conditionSql(compiled.value, model.entities.get('task')!)
}

describe('the condition of a unique or no-overlap rule', () => {
  it.each([
    ["state != 'done'", `("status" <> 'done' collate "C")`],
    ['main', `"main"`],
    ['!main && hours >= 1.5', `((not "main") and ("hours" >= 1.5::numeric))`],
    ['hours', `coalesce("hours" <> 0, false)`],
    ["due > '2026-01-01' || due == null", `(("due" > date '2026-01-01') or ("due" is null))`],
    ["state in ['open', 'it\\'s']", `("status" in ('open', 'it''s'))`],
    ['part_of != null', `("part_of" is not null)`],
    ['picture == null', `("picture" is null)`],
    ['_version > 1', `("_version" > 1::numeric)`],
  ])('%s stands in an index', (text, expected) => expect(sql(text)).toBe(expected))

  it.each(['part_of.hours > 1', 'sum(lines, amount) > 1', 'due < today()', "contains(state, 'o')", 'hours + 1 > 2', 'upper > 1', "'a' in tags", '_owner == me()'])('%s says more than an index can keep', (text) => expect(sql(text)).toBeNull())
})

it('a rule that no constraint can keep is named, and never kept in part', () => {
  const item = modelOf({ item: {
    fields: { code: { type: 'text' }, size: { type: 'integer' }, start: { type: 'date' }, end: { type: 'date' }, lines: { type: 'children', fields: { code: { type: 'text' } } } },
    unique: { good: { fields: ['code', 'size'], where: 'size > 1' }, lines: { fields: ['code', 'lines'] }, day: { fields: ['code'], where: 'start < today()' } },
    noOverlap: { busy: { by: ['code'], from: 'start', to: 'end' }, wide: { by: ['lines'], from: 'start', to: 'end' } },
  } })
  expect(unkeptRules(item.entities.get('item')!)).toEqual([{ rule: 'unique', key: 'lines' }, { rule: 'unique', key: 'day' }, { rule: 'noOverlap', key: 'wide' }])
  expect([...tablesOf(item).get('record:item')!.constraints.values()].filter(({ kind }) => kind === 'unique' || kind === 'overlap').map(({ rule }) => rule)).toEqual(['good', 'busy'])
})
