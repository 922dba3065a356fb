import { useTranslation } from 'react-i18next'
import { schemaWords } from './schema-words.ts'

/** Titles and descriptions of schemas in the reader's language; they are written in English beside what they describe. */
export function useSchemaWord(): (english: string) => string {
  const { i18n } = useTranslation()
  const at = i18n.language === 'es' ? 0 : i18n.language === 'zh' ? 1 : null
  return (english) => (at === null ? english : schemaWords[english]?.[at] ?? english)
}
