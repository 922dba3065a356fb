import { accountTexts } from './account.ts'
import { backupTexts } from './backup.ts'
import { publishTexts } from './publish.ts'
import { accessTexts } from './access.ts'
import { expressionTexts } from './expressions.ts'
import { fieldTexts } from './fields.ts'
import { kindTexts } from './kinds.ts'
import { metadataTexts } from './metadata.ts'
import { modelTexts } from './model.ts'
import { noticeTexts } from './notices.ts'
import { openApiTexts } from './openapi.ts'
import { queryTexts } from './query.ts'
import { recordTexts } from './records.ts'
import { requestTexts } from './requests.ts'
import { savedViewTexts } from './saved-views.ts'
import { storyTexts } from './stories.ts'
import { typeTexts } from './types.ts'
import { workspaceTexts } from './workspaces.ts'

/** Languages the platform itself speaks. Templates and customers may add their own for their labels. */
export const languages = ['en', 'es', 'zh'] as const
export type Language = (typeof languages)[number]
export type Text = Readonly<Record<Language, string>>
export type Params = Readonly<Record<string, string | number | boolean | null>>

/** Every sentence that a rule or the server says, by code. One area, one file; one line here. */
const texts = { ...accountTexts, ...backupTexts, ...publishTexts, ...accessTexts, ...expressionTexts, ...fieldTexts, ...metadataTexts, ...modelTexts, ...noticeTexts, ...openApiTexts, ...queryTexts, ...recordTexts, ...requestTexts, ...savedViewTexts, ...storyTexts, ...workspaceTexts } satisfies Record<string, Text>
export type Code = keyof typeof texts
export const codes = Object.keys(texts) as Code[]

/** The sentence of a code in a language, `{name}` replaced by its parameter. */
export function text(language: Language, code: Code, params: Params = {}): string {
  return texts[code][language].replaceAll(/\{([a-z_]+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? said(language, name, String(params[name])) : whole))
}
/** The name of a kind or type of thing is a word of the sentence; all other parameters are names and values that people gave. */
function said(language: Language, name: string, value: string): string {
  if (name === 'kind') return Object.hasOwn(kindTexts, value) ? kindTexts[value as keyof typeof kindTexts][language] : value
  return name === 'expected' || name === 'actual' ? typed(language, value) : value
}
/** `{list_of:{text}}`: the innermost first. */
function typed(language: Language, value: string): string {
  const done = value.replaceAll(/\{([a-z_]+)(?::([^{}]*))?\}/g, (whole, word: string, item = '') => (Object.hasOwn(typeTexts, word) ? typeTexts[word as keyof typeof typeTexts][language].replace('{item}', () => item) : whole))
  return done === value ? done : typed(language, done)
}
