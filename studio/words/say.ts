import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Problem } from '../../metadata/base/problem.ts'
import { codes, languages, text } from '../../metadata/texts/index.ts'
import { useWorkspace } from '../../runtime/model/context.tsx'
import { type AppModel } from '../../runtime/model/model.ts'

/** Turns parts of a plan into words: texts by key, tables and fields by the label that people know. */
export interface Say {
  readonly t: (key: string, params?: Readonly<Record<string, string | number>>) => string
  /** Of a table by its physical name. */
  readonly table: (name: string) => string
  readonly column: (table: string, column: string) => string
  readonly entity: (key: string) => string
  readonly field: (entity: string, key: string) => string
}

const systemColumns = /^(id|source|target|_.*)$/
export function sayer(t: Say['t'], model: Pick<AppModel, 'byKey' | 'byName'>): Say {
  const entityOf = (table: string) => model.byName.get(table) ?? [...model.byKey.values()].find((one) => one.key.replaceAll('.', '__') === table)
  const entity = (key: string): string => {
    const [root = '', ...path] = key.split('.')
    const found = model.byKey.get(root)
    if (path.length === 0) return found?.label ?? key
    return `${found?.label ?? root} › ${found?.fields.find((one) => one.key === path[0])?.label ?? path.join('.')}`
  }
  return {
    t, entity,
    table: (name) => { const found = entityOf(name); return found ? entity(found.key) : name },
    column: (table, column) => (systemColumns.test(column) ? column : entityOf(table)?.fields.find((one) => one.name === column)?.label ?? column),
    field: (of, key) => model.byKey.get(of)?.fields.find((one) => one.key === key)?.label ?? key,
  }
}

export function useSay(): Say {
  const { t, i18n } = useTranslation()
  const { model } = useWorkspace()
  // The function itself stays the same when the language changes.
  return useMemo(() => sayer((key, params) => t(key, { lng: i18n.language, ...params }), model), [t, i18n.language, model])
}

/** The sentence of a problem in the reader's language. */
export function useProblemText(): (problem: Problem) => string {
  const { i18n } = useTranslation()
  return (problem) => {
    const language = languages.find((one) => one === i18n.language) ?? 'en'
    return codes.includes(problem.code) ? text(language, problem.code, problem.params) : problem.message
  }
}
