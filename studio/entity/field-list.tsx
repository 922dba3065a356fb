import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconGripVertical } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../metadata/base/problem.ts'
import type { Doc } from '../draft/effective.ts'
import { labelOf } from '../schema/refs.ts'
import { withField } from './quick-field.ts'
import { typeLabel } from './quick-line.tsx'
import { TypeIcon } from './type-icon.tsx'
import { typeDrag } from './type-palette.tsx'

export interface FieldListProps {
  readonly fields: Readonly<Record<string, Doc>>
  readonly chosen: string | null
  /** Whether fields may be taken out; those of another layer are hidden instead. */
  readonly own: boolean
  readonly problems: readonly Problem[]
  readonly path?: string
  readonly choose: (key: string) => void
  readonly move: (key: string, to: number) => void
  readonly remove: (key: string) => void
  readonly add: (type: string, label: string, after: string | undefined) => void
  readonly put: (next: Doc, label: string) => void
}
const fieldDrag = 'application/x-officina-field'

/** Fields in their order. Dragged by the pointer, or moved by Alt and the arrows or the menu of each. */
export function FieldList({ fields, chosen, own, problems, path = '/fields', choose, move, remove, add, put }: FieldListProps) {
  const { t, i18n } = useTranslation()
  const [over, setOver] = useState<number | null>(null)
  const keys = Object.keys(fields)
  if (keys.length === 0) return <p className="muted drop-empty" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { const type = event.dataTransfer.getData(typeDrag); if (type) add(type, typeLabel(type, i18n.language), undefined) }}>{t('design.field.empty')}</p>
  const drop = (event: React.DragEvent, at: number): void => {
    event.preventDefault()
    setOver(null)
    const type = event.dataTransfer.getData(typeDrag)
    const key = event.dataTransfer.getData(fieldDrag)
    if (type) add(type, typeLabel(type, i18n.language), keys[at])
    else if (key) move(key, at)
  }
  const press = (event: React.KeyboardEvent, at: number): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || by === 0) return
    event.preventDefault()
    if (keys[at + by] !== undefined) move(keys[at]!, at + by)
  }
  const runs = (key: string, at: number): FieldMenuProps['run'] => {
    const { type, label: _label, ...options } = fields[key]!
    return {
      up: () => move(key, at - 1), down: () => move(key, at + 1), remove: () => remove(key),
      duplicate: () => put(withField(fields, { label: labelOf(fields[key], key), type: String(type), options }, key).fields as Doc, t('design.field.duplicate', { name: labelOf(fields[key], key) })),
      show: () => { const { visible: _visible, ...rest } = fields[key]!; put({ ...fields, [key]: rest }, t('design.field.show', { name: labelOf(fields[key], key) })) },
    }
  }
  return (
    <ol className="field-list" aria-label={t('design.field.list')}>
      {keys.map((key, at) => (
        <li key={key} data-chosen={key === chosen || undefined} data-over={over === at || undefined} data-wrong={problems.some((problem) => problem.path === `${path}/${key}` || problem.path.startsWith(`${path}/${key}/`)) || undefined} draggable
          onDragStart={(event) => event.dataTransfer.setData(fieldDrag, key)} onDragOver={(event) => { event.preventDefault(); setOver(at) }} onDragLeave={() => setOver(null)} onDrop={(event) => drop(event, at)}>
          <IconGripVertical size={14} className="grip" aria-hidden />
          <FieldButton name={key} field={fields[key]!} chosen={key === chosen} choose={() => choose(key)} press={(event) => press(event, at)} />
          <FieldMenu name={labelOf(fields[key], key)} hidden={fields[key]!['visible'] === 'false'} first={at === 0} last={at === keys.length - 1} own={own} run={runs(key, at)} />
        </li>
      ))}
    </ol>
  )
}

function FieldButton({ name, field, chosen, choose, press }: { name: string; field: Doc; chosen: boolean; choose: () => void; press: (event: React.KeyboardEvent) => void }) {
  const { t, i18n } = useTranslation()
  return (
    <button type="button" className="field-button" aria-pressed={chosen} onClick={choose} onKeyDown={press}>
      <TypeIcon type={String(field['type'])} />
      <span className="grow" dir="auto">{labelOf(field, name)}{field['required'] ? <span className="needed"> *</span> : null}</span>
      {field['visible'] === 'false' ? <span className="chip">{t('design.field.hidden')}</span> : null}
      <span className="muted">{typeLabel(String(field['type']), i18n.language)}{typeof field['to'] === 'string' ? ` → ${field['to']}` : ''}</span>
    </button>
  )
}

interface FieldMenuProps { readonly name: string; readonly hidden: boolean; readonly first: boolean; readonly last: boolean; readonly own: boolean; readonly run: Readonly<Record<'up' | 'down' | 'remove' | 'duplicate' | 'show', () => void>> }
function FieldMenu({ name, hidden, first, last, own, run }: FieldMenuProps) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" size="sm" aria-label={t('design.actions_of', { name })}><IconDots size={14} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={first} onClick={run.up}>{t('design.up', { name })}</Menu.Item>
        <Menu.Item disabled={last} onClick={run.down}>{t('design.down', { name })}</Menu.Item>
        <Menu.Item onClick={run.duplicate}>{t('design.field.duplicate', { name })}</Menu.Item>
        {hidden ? <Menu.Item onClick={run.show}>{t('design.field.show', { name })}</Menu.Item> : <Menu.Item color="red" onClick={run.remove}>{t(own ? 'design.take_out' : 'design.hide', { name })}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
