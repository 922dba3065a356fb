import type { Change } from '../../metadata/change/diff.ts'
import type { Say } from './say.ts'

type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>
type Words = { readonly [K in Change['kind']]: (change: ChangeOf<K>, say: Say) => string }

const parts = (names: readonly string[]): string => names.join(', ')
const rule = (kind: 'rule-added' | 'rule-removed' | 'rule-changed') => (change: ChangeOf<typeof kind>, { t }: Say): string =>
  t(`studio.change.${kind}`, { rule: t(`studio.rule.${change.rule}`), key: change.key })
const fieldNamed = (kind: 'field-added' | 'field-removed') => (change: ChangeOf<typeof kind>, say: Say): string =>
  say.t(`studio.change.${kind}`, { field: say.field(change.entity, change.field) })
const documentNamed = (kind: 'document-added' | 'document-removed') => (change: ChangeOf<typeof kind>, { t }: Say): string => t(`studio.change.${kind}`, { key: change.key })

const words: Words = {
  'entity-added': ({ entity }, say) => say.t('studio.change.entity-added', { name: say.entity(entity) }),
  'entity-removed': ({ entity }, say) => say.t('studio.change.entity-removed', { name: say.entity(entity) }),
  'entity-renamed': ({ from, to }, { t }) => t('studio.change.renamed', { from, to }),
  'entity-changed': (change, { t }) => t('studio.change.parts', { parts: parts(change.parts.map((part) => (part === 'fields' ? t('studio.part.fields') : part))) }),
  'field-added': fieldNamed('field-added'),
  'field-removed': fieldNamed('field-removed'),
  'field-renamed': ({ entity, field, from, to }, say) => say.t('studio.change.field-renamed', { field: say.field(entity, field), from, to }),
  'field-changed': (change, say) => say.t('studio.change.field-changed', { field: say.field(change.entity, change.field), parts: parts(change.parts) }),
  'rule-added': rule('rule-added'),
  'rule-removed': rule('rule-removed'),
  'rule-changed': rule('rule-changed'),
  'document-added': documentNamed('document-added'),
  'document-removed': documentNamed('document-removed'),
  'document-changed': ({ key, parts: changed }, { t }) => t('studio.change.document-changed', { key, parts: parts(changed) }),
}
export const changeWords = (change: Change, say: Say): string => (words[change.kind] as (one: Change, say: Say) => string)(change, say)

export type Sign = '+' | '~' | '–'
export const signOf = (change: Change): Sign => (change.kind.endsWith('-added') ? '+' : change.kind.endsWith('-removed') ? '–' : '~')

export interface ChangeGroup { readonly title: string; readonly changes: readonly Change[] }
const titleOf = (change: Change, say: Say): string => {
  if (!('entity' in change)) return say.t(`studio.kind.${change.document}`)
  return change.kind === 'entity-added' || change.kind === 'entity-removed' ? say.t('studio.kind.entity') : say.entity(change.entity)
}
/** Where fields come or go, their order differs of itself: it is worth a line only where nothing else says so. */
function withoutEchoes(changes: readonly Change[]): Change[] {
  const told = new Set(changes.flatMap((change) => (change.kind === 'field-added' || change.kind === 'field-removed' ? [change.entity] : [])))
  return changes.flatMap((change): Change[] => {
    if (change.kind !== 'entity-changed' || !told.has(change.entity)) return [change]
    const rest = change.parts.filter((part) => part !== 'fields')
    return rest.length > 0 ? [{ ...change, parts: rest }] : []
  })
}
/** Changes by the entity, or else by the kind of document, that they belong to. */
export function byObject(changes: readonly Change[], say: Say): ChangeGroup[] {
  const groups = new Map<string, Change[]>()
  for (const change of withoutEchoes(changes)) {
    const title = titleOf(change, say)
    groups.set(title, [...(groups.get(title) ?? []), change])
  }
  return [...groups].map(([title, inner]) => ({ title, changes: inner }))
}
