import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { readList } from '../client/system.ts'
import { type Choice, choicesOf } from '../model/field-view.ts'
import { useWorkspace } from '../model/context.tsx'
import { languages } from '../texts/index.ts'

interface Role { readonly key: string; readonly label: string }
const plain = (key: string, label = key): Choice => ({ key, label, tone: null, retired: false })
const named = (language: string, type: 'language' | 'currency', key: string): string => new Intl.DisplayNames(language, { type }).of(key) ?? key

/** What may be chosen: the options of the field, else those of its source. */
export function useChoices(field: ClientField): readonly Choice[] {
  const { i18n } = useTranslation()
  const { model } = useWorkspace()
  const source = String(field.options['source'] ?? '')
  const roles = useQuery({ queryKey: ['system', '/_/roles'], enabled: source === 'roles', staleTime: 60_000, queryFn: () => readList<Role>('/_/roles') })
  const sources: Readonly<Record<string, () => readonly Choice[]>> = {
    roles: () => (roles.data ?? []).map((role) => plain(role.key, role.label)),
    languages: () => languages.map((key) => plain(key, named(i18n.language, 'language', key))),
    time_zones: () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => plain(zone, zone.replaceAll('_', ' '))),
    currencies: () => Intl.supportedValuesOf('currency').map((key) => plain(key, `${key} ${named(i18n.language, 'currency', key)}`)),
    entities: () => model.entities.filter((entity) => !entity.parent).map((entity) => plain(entity.key, entity.label)),
  }
  return sources[source]?.() ?? choicesOf(field)
}
