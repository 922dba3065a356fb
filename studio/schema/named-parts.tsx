import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject, pointer } from '../../metadata/base/json.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { keyFor } from './key-for.ts'
import { labelOf } from './refs.ts'
import { type PartProps, useSchemaPlace } from './schema-place.ts'

type Entries = readonly (readonly [key: string, value: unknown])[]

/** Parts by name, in their order: options of a choice, sections, rules. The key is made from the name that is typed, and stays. */
export function NamedParts({ id, label, description, schema, info, value, path, error, change }: PartProps) {
  const { t } = useTranslation()
  const place = useSchemaPlace()
  const [open, setOpen] = useState<string | null>(null)
  const entries: Entries = isObject(value) ? Object.entries(value) : []
  const each = info.each as JsonSchema
  const group = each['type'] === 'object'
  const put = (next: Entries, stroke?: string): void => change(next.length === 0 && schema['default'] === undefined ? undefined : Object.fromEntries(next), stroke)
  const move = (at: number, to: number): void => put(entries.toSpliced(at, 1).toSpliced(to, 0, entries[at]!))
  const add = (name: string): void => {
    const key = keyFor(name, entries.map(([one]) => one))
    put([...entries, [key, !group ? '' : name === key ? {} : { label: name }]])
    setOpen(key)
  }
  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <div className="label" id={`${id}-label`}>{label}</div>
      {description ? <p className="help">{description}</p> : null}
      <ol className="named">
        {entries.map(([key, one], at) => (
          <li key={key}>
            <div className="named-head">
              <button type="button" className="plain-button grow" aria-expanded={open === key} onClick={() => setOpen(open === key ? null : key)}><span dir="auto">{labelOf(one, key)}</span> <code className="muted">{key}</code></button>
              <ActionIcon size="sm" variant="subtle" disabled={at === 0} aria-label={t('design.up', { name: labelOf(one, key) })} onClick={() => move(at, at - 1)}><IconArrowUp size={14} /></ActionIcon>
              <ActionIcon size="sm" variant="subtle" disabled={at === entries.length - 1} aria-label={t('design.down', { name: labelOf(one, key) })} onClick={() => move(at, at + 1)}><IconArrowDown size={14} /></ActionIcon>
              <ActionIcon size="sm" variant="subtle" aria-label={t('design.take_out', { name: labelOf(one, key) })} onClick={() => put(entries.toSpliced(at, 1))}><IconTrash size={14} /></ActionIcon>
            </div>
            {open === key && group ? <place.Draw schema={each} value={isObject(one) ? one : {}} of={place.of} path={pointer(path, key)} problems={place.problems} change={(next, _, stroke) => put(entries.with(at, [key, next]), stroke)} /> : null}
            {open === key && !group ? <TextInput aria-label={key} value={String(one ?? '')} onChange={(event) => put(entries.with(at, [key, event.currentTarget.value]), `${path}/${key}`)} /> : null}
          </li>
        ))}
      </ol>
      <AddPart label={t('design.add_to', { name: label })} add={add} />
      {error ? <p className="error">{error}</p> : null}
    </div>
  )
}

function AddPart({ label, add }: { label: string; add: (name: string) => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const take = (): void => { if (name.trim() !== '') { add(name.trim()); setName('') } }
  return (
    <div className="add-part">
      <TextInput size="xs" className="grow" aria-label={label} placeholder={t('design.new_name')} value={name} onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); take() } }} />
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} disabled={name.trim() === ''} onClick={take}>{t('design.add')}</Button>
    </div>
  )
}
