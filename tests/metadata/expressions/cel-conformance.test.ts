import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { celCases, celName, celPasses } from '../../support/expression-cel.ts'
import { deviations } from './cel-deviations.ts'

const listed = deviations.flatMap(({ cases }) => Object.entries(cases).flatMap(([section, names]) => names.split(' ').map((name) => `${section}/${name}`)))

describe.skipIf(celCases.length === 0)('the core cases of CEL', () => {
  const failed = new Set(celCases.filter((one) => !celPasses(one)).map(celName))
  test('all pass that are not listed as a deviation', () => expect([...failed].filter((name) => !listed.includes(name))).toEqual([]))
  test('no listed deviation passes', () => {
    const known = new Set(celCases.map(celName))
    expect(listed.filter((name) => known.has(name) && !failed.has(name))).toEqual([])
  })
  test('every listed deviation is a case of the suite', () => {
    const known = new Set(celCases.map(celName))
    expect(listed.filter((name) => !known.has(name))).toEqual([])
  })
  test('the documentation says how many there are', () => {
    const text = readFileSync(new URL('../../../docs/expressions.md', import.meta.url), 'utf8')
    expect(text).toContain(`${celCases.length - failed.size} of the ${celCases.length} core cases`)
  })
})

describe('the deviations from CEL', () => {
  test('are listed once each', () => expect(listed.filter((name, i) => listed.indexOf(name) !== i)).toEqual([]))
  test('stand with their reasons and numbers in the documentation', () => {
    const text = readFileSync(new URL('../../../docs/expressions.md', import.meta.url), 'utf8')
    const rows = deviations.map(({ about, reason, cases }) => `| ${about} | ${Object.values(cases).join(' ').split(' ').length} | ${reason} |`)
    expect(rows.filter((row) => !text.includes(row))).toEqual([])
  })
})
