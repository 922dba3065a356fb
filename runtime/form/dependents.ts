import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { equal } from '../../metadata/base/json.ts'
import { computed, envOf, recordOf, type Setting } from './evaluation.ts'
import { reads } from './reads.ts'
import type { Values } from './record-store.ts'

const nothing = (value: unknown): boolean => value === null || value === undefined || value === ''

/** After a field changed: defaults that read it are given again where nothing was typed over the former one. */
export function withDependents(setting: Setting, entity: ClientEntity, { before, after, name }: { before: Values; after: Values; name: string }): Values {
  const key = entity.fields.find((field) => field.name === name)?.key ?? name
  const [then, now] = [envOf(setting, recordOf(setting.model, entity, before)), envOf(setting, recordOf(setting.model, entity, after))]
  let row = after
  for (const field of entity.fields) {
    if (!field.default || field.name === name || !field.write || !reads(field.default, key)) continue
    const given = computed(field.default, then)
    const held = after[field.name]
    const next = computed(field.default, now)
    if (next !== undefined && next !== null && (nothing(held) || (!nothing(given) && equal(held, given)))) row = { ...row, [field.name]: next }
  }
  return row
}
