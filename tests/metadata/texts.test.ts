import { describe, expect, test } from 'vitest'
import { types } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import { shapeProblems } from '../../metadata/kinds/shape.ts'
import { type Language, languages, text } from '../../metadata/texts/index.ts'
import { Type } from '@sinclair/typebox'
import type { Problem } from '../../metadata/base/problem.ts'

const fields = { name: types.text, net: types.number, tags: types.list(types.text), lines: types.list(types.record('line')) }
const scope = { self: 'order', user: 'user', names: () => [], field: (_entity: string, name: string) => (name in fields ? { key: name, type: fields[name as keyof typeof fields] } : undefined) }
function said(source: string, language: Language): string {
  const done = compileExpression(source, scope, source === 'net' ? types.text : undefined)
  return done.ok ? '' : done.problems.map((one) => text(language, one.code, one.params)).join(' ')
}
const words = (problems: readonly Problem[], language: Language) => problems.map((one) => text(language, one.code, one.params))

describe('the words for types in a sentence', () => {
  test.each([
    ['net', 'This must be text, not number (position 1).', 'Debe ser texto, no número (posición 1).', '此处应为文本，而不是数字（第 1 个字符）。'],
    ['tags + net', '+ does not go with list of text, number (position 1).', '+ no se puede aplicar a lista de texto, número (posición 1).', '+ 不能用于文本列表, 数字（第 1 个字符）。'],
    ["date('x')", '"x" is no date (position 6).', '«x» no es fecha (posición 6).', '“x”不是日期（第 6 个字符）。'],
    ['sum(net)', 'sum() takes {list}, not ({number}) (position 1).', 'sum() admite lista, no (número) (posición 1).', 'sum() 的参数应为列表，而不是(数字)（第 1 个字符）。'],
    ['lines + lines', '+ does not go with list of line, list of line (position 1).', '+ no se puede aplicar a lista de line, lista de line (posición 1).', '+ 不能用于line列表, line列表（第 1 个字符）。'],
  ])('%s is refused whole in each language', (source, ...expected) => expect(languages.map((language) => said(source, language))).toEqual(expected.map((one) => one.replaceAll(/[{}]/g, ''))))

  test.each(['name.round()', 'substring(1)', 'year(name + 1)', "lines.map(1)", 'within(net, net)', "net ? 'a' : 1", '[1, true]', 'min(lines, name, 1)', 'has(1)', 'getMonth(net)', "duration('x')", 'coalesce(1, true)', '-name', 'count(net)'])('%s leaves no English word and no brace in Chinese', (source) => {
    const sentence = said(source, 'zh')
    expect(sentence).not.toBe('')
    expect(sentence).not.toMatch(/[{}]|\b(text|number|boolean|list|record|item|value|date|datetime|duration|field|type|any)\b/)
  })
  test('are said of metadata too', () => {
    const found = shapeProblems(Type.Object({ size: Type.Integer({ minimum: 1 }), names: Type.Array(Type.String()) }), { size: 'x', names: 3 })
    expect(words(found, 'en')).toEqual(['This must be integer, minimum 1.', 'This must be array.'])
    expect(words(found, 'es')).toEqual(['Debe ser número entero, mínimo 1.', 'Debe ser lista.'])
    expect(words(found, 'zh')).toEqual(['此处应为整数, 最小为 1。', '此处应为列表。'])
  })
  test('a value that somebody gave stays as it is', () => expect(text('zh', 'expression.literal', { value: '{text}', expected: '{date}', column: 1 })).toContain('“{text}”'))
})
