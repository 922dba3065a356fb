import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language, Text } from '../../metadata/texts/index.ts'
import { adminTexts } from './admin.ts'
import { entryTexts } from './entry.ts'
import { listTexts } from './list.ts'
import { recordTexts } from './record.ts'
import { shellTexts } from './shell.ts'

/** Named here and not imported, so that the server's sentences stay out of the first chunk. */
export const languages = ['en', 'es', 'zh'] as const satisfies readonly Language[]

/** Every word the screens say, by area; a test holds each against missing languages and parameters. */
export const areas = { admin: adminTexts, entry: entryTexts, list: listTexts, record: recordTexts, shell: shellTexts } satisfies Record<string, Record<string, Text>>

const resources = Object.fromEntries(languages.map((language) => [language, {
  translation: Object.fromEntries(Object.values(areas).flatMap((area) => Object.entries(area as Record<string, Text>).map(([key, text]) => [key, text[language]]))),
}]))

export const isLanguage = (value: string | null | undefined): value is Language => (languages as readonly string[]).includes(value ?? '')

function preferred(): Language {
  const wished = [localStorage.getItem('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return wished.find(isLanguage) ?? 'en'
}
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources, lng: preferred(), fallbackLng: 'en', keySeparator: false, nsSeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  })
  document.documentElement.lang = i18next.language
}
/** Words of screens that arrive later than the first page. */
export function addTexts(...more: readonly Readonly<Record<string, Text>>[]): void {
  for (const language of languages)
    for (const area of more) i18next.addResources(language, 'translation', Object.fromEntries(Object.entries(area).map(([key, text]) => [key, text[language]])))
}
export async function speak(language: Language): Promise<void> {
  localStorage.setItem('language', language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
