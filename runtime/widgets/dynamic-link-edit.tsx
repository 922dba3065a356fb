import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { useWorkspace } from '../model/context.tsx'
import { LinkEdit } from './link-edit.tsx'
import type { EditProps } from './widget.ts'

/** First what kind of record, then which one. */
export function DynamicLinkEdit(props: EditProps) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const value = isObject(props.value) ? props.value : null
  const [kind, setKind] = useState(() => String(value?.['entity'] ?? ''))
  const relation = props.field.relation
  const offered = model.entities.filter((entity) => !entity.parent && (relation?.kind !== 'dynamic' || relation.to.length === 0 || relation.to.includes('*') || relation.to.includes(entity.key)))
  const entity = model.byName.get(kind) ?? model.byKey.get(kind)
  const link: ClientField | null = entity ? { ...props.field, type: 'link', relation: { kind: 'link', to: entity.key, onDelete: 'clear' } } : null
  const choose = (next: string | null): void => {
    setKind(next ?? '')
    props.change(null)
  }
  const set = (chosen: unknown): void => props.change(isObject(chosen) ? { entity: entity?.name ?? kind, id: chosen['id'], title: chosen['title'] } : null)
  return (
    <div className="pair">
      <Select aria-label={t('record.link_kind')} placeholder={t('record.link_kind')} data={offered.map((one) => ({ value: one.name, label: one.label }))} value={entity?.name ?? null} onChange={choose} searchable clearable comboboxProps={{ transitionProps: { duration: 0 } }} />
      {link ? <LinkEdit {...props} key={kind} field={link} value={value} change={set} /> : null}
    </div>
  )
}
