import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next from 'i18next'
import { expect, test } from 'vitest'

/** Texts by language, in whichever file of whichever area. */
interface Said { readonly file: string; readonly key: string; readonly text: Readonly<Record<string, string>> }
const folders = ['runtime/texts', 'studio/texts', 'metadata/texts'] as const
const isText = (value: unknown): value is Readonly<Record<string, string>> => typeof value === 'object' && value !== null && 'en' in value
// Files that add their texts themselves need somewhere to add them to.
await i18next.init({ lng: 'en', resources: {}, keySeparator: false, nsSeparator: false })
const exported: readonly Said[] = (await Promise.all(folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts').map(async (name): Promise<Said[]> => {
  const file = `${folder}/${name}`
  const loaded = (await import(join(process.cwd(), file))) as Readonly<Record<string, unknown>>
  return Object.values(loaded).flatMap((area) => (typeof area === 'object' && area !== null ? Object.entries(area).flatMap(([key, text]) => (isText(text) ? [{ file, key, text }] : [])) : []))
})))).flat()
const bundle = (language: string): Readonly<Record<string, string>> => (i18next.getResourceBundle(language, 'translation') ?? {}) as Readonly<Record<string, string>>
const added = Object.keys(bundle('en')).map((key): Said => ({ file: 'added', key, text: Object.fromEntries(['en', 'es', 'zh'].map((language) => [language, bundle(language)[key] ?? ''])) }))
const said = [...exported, ...added]

test('every text of every file, those that load later too, is said in three languages with the same parameters', () => {
  expect(said.length).toBeGreaterThan(400)
  const names = (text: string | undefined): string => [...new Set([...(text ?? '').matchAll(/\{(\w+)\}/g)].map((one) => one[1]))].sort().join()
  const wrong = said.filter(({ text }) => ['en', 'es', 'zh'].some((language) => !text[language]?.trim()) || names(text['es']) !== names(text['en']) || names(text['zh']) !== names(text['en']))
  expect(wrong.map(({ file, key }) => `${file}: ${key}`)).toEqual([])
})

test('every text that a screen asks for by its name is there', () => {
  const known = new Set(said.map(({ key }) => key))
  const files = ['runtime', 'studio'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name)).map((name) => `${folder}/${name}`))
  const missing = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bt\('([a-z_]+\.[a-z_.]+)'/g)].flatMap(([, key]) => (known.has(key!) ? [] : [`${file}: ${key}`])))
  expect(missing).toEqual([])
})

test('what templates say is said in Spanish and in Chinese', () => {
  const templates = readdirSync('templates', { withFileTypes: true }).filter((one) => one.isDirectory()).map(({ name }) => name).filter((name) => readdirSync(`templates/${name}`).includes('translations'))
  expect(templates).toContain('trade')
  const keys = (template: string, language: string): string[] => Object.keys((JSON.parse(readFileSync(`templates/${template}/translations/${language}.json`, 'utf8')) as { texts?: object }).texts ?? JSON.parse(readFileSync(`templates/${template}/translations/${language}.json`, 'utf8'))).sort()
  for (const template of templates) expect(keys(template, 'zh'), template).toEqual(keys(template, 'es'))
})
