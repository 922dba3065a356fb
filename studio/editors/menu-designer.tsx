import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject, pointer } from '../../metadata/base/json.ts'
import { appKind } from '../../metadata/kinds/app.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { Icon } from '../../runtime/shell/icon.tsx'
import { keyFor } from '../schema/key-for.ts'
import { labelOf, useChoices } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { useProblemText } from '../words/say.ts'
import type { EditorProps } from './index.ts'

type Items = Readonly<Record<string, unknown>>
const schema = JSON.parse(JSON.stringify(appKind.schema)) as JsonSchema
const targets = ['entity', 'view', 'form', 'items'] as const
type Target = (typeof targets)[number]

/** The menu of an app as the tree that people will see, with what each item opens. */
export function MenuDesigner({ place, doc, change, problems }: EditorProps) {
  const { t } = useTranslation()
  const did = (part: string): string => t('design.did.part', { part, name: labelOf(doc, place.key) })
  return (
    <div className="two-panes">
      <section className="canvas" aria-label={t('design.menu.items')}>
        <MenuItems items={isObject(doc['menu']) ? doc['menu'] : {}} path="/menu" problems={problems} put={(menu, label, stroke) => change({ ...doc, menu }, label === '' ? did(t('design.menu.items')) : label, stroke)} deep={0} />
      </section>
      <section className="properties"><SchemaForm schema={schema} value={doc} of={null} path="" problems={problems} without={['menu']} change={(next, key, stroke) => change(next, did(key), stroke)} /></section>
    </div>
  )
}

interface MenuItemsProps { readonly items: Items; readonly path: string; readonly problems: EditorProps['problems']; readonly put: (items: Items, label: string, stroke?: string) => void; readonly deep: number }
function MenuItems({ items, path, problems, put, deep }: MenuItemsProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const entries = Object.entries(items)
  const order = (at: number, to: number): void => put(Object.fromEntries(entries.toSpliced(at, 1).toSpliced(to, 0, entries[at]!)), t('design.did.field_moved', { name: labelOf(entries[at]![1], entries[at]![0]) }))
  const add = (): void => {
    const key = keyFor(name, Object.keys(items))
    put({ ...items, [key]: { label: name.trim(), items: {} } }, t('design.did.field_added', { name }))
    setName('')
    setOpen(key)
  }
  const set = (key: string, next: unknown, stroke?: string): void => put({ ...items, [key]: next }, '', stroke)
  return (
    <ol className="menu-items">
      {entries.map(([key, item], at) => {
        const doc = isObject(item) ? item : {}
        const label = labelOf(doc, key)
        return (
          <li key={key}>
            <div className="named-head">
              <Icon name={String(doc['icon'] ?? 'list')} size={16} />
              <button type="button" className="plain-button grow" aria-expanded={open === key} dir="auto" onClick={() => setOpen(open === key ? null : key)}>{label}</button>
              <span className="muted">{targets.filter((target) => target !== 'items').map((target) => doc[target]).find(Boolean) as string}</span>
              <ActionIcon size="sm" variant="subtle" disabled={at === 0} aria-label={t('design.up', { name: label })} onClick={() => order(at, at - 1)}><IconArrowUp size={14} /></ActionIcon>
              <ActionIcon size="sm" variant="subtle" disabled={at === entries.length - 1} aria-label={t('design.down', { name: label })} onClick={() => order(at, at + 1)}><IconArrowDown size={14} /></ActionIcon>
              <ActionIcon size="sm" variant="subtle" aria-label={t('design.take_out', { name: label })} onClick={() => put(Object.fromEntries(entries.toSpliced(at, 1)), t('design.did.field_gone', { name: label }))}><IconTrash size={14} /></ActionIcon>
            </div>
            {open === key ? <MenuItemForm doc={doc} path={pointer(path, key)} problems={problems} set={(next, stroke) => set(key, next, stroke)} nest={deep < 2} /> : null}
            {isObject(doc['items']) ? <MenuItems items={doc['items']} path={pointer(path, key, 'items')} problems={problems} deep={deep + 1} put={(next, label, stroke) => put({ ...items, [key]: { ...doc, items: next } }, label, stroke)} /> : null}
          </li>
        )
      })}
      <li className="add-part">
        <TextInput size="xs" className="grow" aria-label={t('design.menu.new')} placeholder={t('design.menu.new')} value={name} onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter' && name.trim() && !event.nativeEvent.isComposing) { event.preventDefault(); add() } }} />
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} disabled={name.trim() === ''} onClick={add}>{t('design.add')}</Button>
      </li>
    </ol>
  )
}

function MenuItemForm({ doc, path, problems, set, nest }: { doc: Items; path: string; problems: EditorProps['problems']; set: (next: Items, stroke?: string) => void; nest: boolean }) {
  const { t } = useTranslation()
  const say = useProblemText()
  const target: Target = targets.find((one) => doc[one] !== undefined) ?? 'entity'
  const choices = useChoices(target, null)
  const { items: _i, view: _v, entity: _e, form: _f, ...rest } = doc
  const wrong = problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}/`))
  return (
    <div className="schema-form nested">
      <TextInput label={t('design.menu.label')} value={String(doc['label'] ?? '')} onChange={(event) => set({ ...doc, label: event.currentTarget.value }, `${path}/label`)} />
      <TextInput label={t('design.menu.icon')} value={String(doc['icon'] ?? '')} onChange={(event) => { const { icon: _, ...other } = doc; set(event.currentTarget.value ? { ...doc, icon: event.currentTarget.value } : other, `${path}/icon`) }} />
      <Select label={t('design.menu.opens')} allowDeselect={false} data={targets.filter((one) => nest || one !== 'items').map((value) => ({ value, label: t(`design.menu.target.${value}`) }))} value={target} onChange={(next) => set({ ...rest, [next ?? 'entity']: next === 'items' ? {} : '' })} />
      {target === 'items' ? null : <Select label={t(`design.menu.target.${target}`)} searchable data={[...choices]} value={String(doc[target] ?? '') || null} onChange={(next) => set({ ...rest, [target]: next ?? '' })} />}
      {wrong.map((problem, at) => <p key={at} className="error">{say(problem)}</p>)}
    </div>
  )
}
