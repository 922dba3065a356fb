import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { codes, languages, text } from '../../metadata/texts/index.ts'
import { all, engine } from './sources.ts'

test('every file can be read in one sitting', () => {
  expect(all.filter(({ text: source }) => source.split('\n').length > 301).map(({ file }) => file)).toEqual([])
})

test('files are called in kebab-case, and no folder is a drawer for anything', () => {
  expect(all.filter(({ file }) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/.test(basename(file)) || /\/(utils|helpers|common)\//.test(file)).map(({ file }) => file)).toEqual([])
})

const forbidden = [/\bnew Function\b/, /\beval\(/, /dangerouslySetInnerHTML/, /@ts-ignore/, /@ts-nocheck/, /\bTODO\b/, /\b(it|test|describe)\.(skip|only|todo)\b/]
test('what must never be written is not there', () => {
  const searched = all.filter(({ file }) => !file.startsWith('tests/architecture/'))
  expect(searched.flatMap(({ file, text: source }) => forbidden.filter((word) => word.test(source)).map((word) => `${file}: ${word}`))).toEqual([])
})

/** Keys of entities of the templates on top of the base, which the engine must not know. */
const entities = existsSync('templates')
  ? readdirSync('templates').filter((name) => name !== 'base' && existsSync(join('templates', name, 'entities')))
      .flatMap((name) => readdirSync(join('templates', name, 'entities')).map((file) => file.replace(/\.json$/, '')))
  : []
const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

test('no entity of a template is known to the engine', () => {
  const named = entities.filter((key) => key.includes('_') || key.length > 6)
  const quoted = (key: string, source: string): boolean => source.includes(`'${key}'`) || source.includes(`"${key}"`)
  expect(engine.flatMap(({ file, text: source }) => named.filter((key) => quoted(key, withoutComments(source))).map((key) => `${file} names ${key}`))).toEqual([])
})

test('every text is said in every language with the same parameters', () => {
  const parameters = (sentence: string): string[] => [...new Set(sentence.match(/\{[a-z_]+\}/g) ?? [])].sort()
  const unlike = codes.filter((code) => {
    const [first, ...rest] = languages.map((language) => text(language, code))
    return !first || rest.some((other) => !other || parameters(other).join() !== parameters(first).join())
  })
  expect(unlike).toEqual([])
})
