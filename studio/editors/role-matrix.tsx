import { ActionIcon, Checkbox, Select, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject, pointer } from '../../metadata/base/json.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { roleKind } from '../../metadata/kinds/role.ts'
import { useEntities } from '../draft/context.tsx'
import type { Doc } from '../draft/effective.ts'
import { fieldsOf, labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import { useSchemaWord } from '../words/use-schema-word.ts'
import type { EditorProps } from './index.ts'

const schema = JSON.parse(JSON.stringify(roleKind.schema)) as JsonSchema
const rightsSchema = Object.values((schema as { properties: { may: { patternProperties: Record<string, JsonSchema> } } }).properties.may.patternProperties)[0]!
const shares = Object.hasOwn((rightsSchema as { properties: object }).properties, 'share')
const actions = ['read', 'create', 'update', 'delete', ...(shares ? ['share'] : [])] as const
const flags = ['export', 'import'] as const

/** What the usual choices of a cell are as conditions. Own department goes by the owner's. */
export const usualWhere = { own: '_owner == me()', department: '_owner.department == me().department' } as const
type Cell = 'none' | 'every' | 'own' | 'department' | 'where'
export function cellOf(right: unknown): Cell {
  if (right === true) return 'every'
  if (typeof right !== 'string') return 'none'
  return right === usualWhere.own ? 'own' : right === usualWhere.department ? 'department' : 'where'
}

/** Entities by actions: who may do what, on which rows; fields and conditions fold out beneath. */
export function RoleMatrix({ place, doc, change, problems }: EditorProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const may = isObject(doc['may']) ? (doc['may'] as Readonly<Record<string, Doc>>) : {}
  const rows = [['*', t('design.role.all')] as const, ...[...useEntities()].filter(([, one]) => one['child'] !== true).map(([key, one]) => [key, labelOf(one, key)] as const)].filter(([key, label]) => `${key} ${label}`.toLowerCase().includes(text.toLowerCase()))
  const put = (entity: string, rights: Doc, label: string, stroke?: string): void => {
    const { [entity]: _, ...rest } = may
    change({ ...doc, may: Object.keys(rights).length === 0 ? rest : { ...may, [entity]: rights } }, label, stroke)
  }
  return (
    <div className="role-designer">
      <section className="properties"><SchemaForm schema={schema} value={doc} of={null} path="" problems={problems} without={['may']} change={(next, key, stroke) => change(next, t('design.did.part', { part: key, name: labelOf(doc, place.key) }), stroke)} /></section>
      <section className="canvas">
        <TextInput size="xs" className="narrow" type="search" aria-label={t('design.find')} placeholder={t('design.find')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <div className="scroll-x">
          <table className="plain role-table">
            <thead><tr><th scope="col">{t('design.role.entity')}</th>{actions.map((action) => <th key={action} scope="col">{t(`design.role.${action}`)}</th>)}{flags.map((flag) => <th key={flag} scope="col">{t(`design.role.${flag}`)}</th>)}<th scope="col" className="slim"><span className="only-said">{t('design.role.more', { name: '' })}</span></th></tr></thead>
            <tbody>{rows.map(([entity, label]) => (
              <Fragment key={entity}>
                <RoleRow entity={entity} label={label} rights={may[entity] ?? {}} open={open === entity} turn={() => setOpen(open === entity ? null : entity)} put={(rights, part) => put(entity, rights, `${label}: ${part}`)} />
                {open === entity ? <tr><td colSpan={actions.length + flags.length + 2}><RoleDetails entity={entity} rights={may[entity] ?? {}} problems={problems} put={(rights, part, stroke) => put(entity, rights, `${label}: ${part}`, stroke)} /></td></tr> : null}
              </Fragment>
            ))}</tbody>
          </table>
        </div>
      </section>
    </div>
  )
}

interface RoleRowProps { readonly entity: string; readonly label: string; readonly rights: Doc; readonly open: boolean; readonly turn: () => void; readonly put: (rights: Doc, part: string) => void }
function RoleRow({ entity, label, rights, open, turn, put }: RoleRowProps) {
  const { t } = useTranslation()
  const known = fieldsOf(useEntities().get(entity))
  const set = (action: string, next: unknown): void => { const { [action]: _, ...rest } = rights; put(next === undefined || next === false ? rest : { ...rights, [action]: next }, t(`design.role.${action}`)) }
  const choices = (action: string, cell: Cell): { value: Cell; label: string }[] => (['none', 'every', ...(action === 'create' ? [] : (['own', 'department'] as const)), 'where'] as const).filter((value) => value !== 'where' || cell === 'where' || Object.keys(known).length > 0).map((value) => ({ value, label: t(`design.role.${value}`) }))
  const choose = (action: string, next: Cell): void => {
    if (next === 'where') { if (!open) turn(); set(action, '_owner == me()') } else set(action, next === 'none' ? undefined : next === 'every' ? true : usualWhere[next])
  }
  return (
    <tr data-granted={Object.keys(rights).length > 0 || undefined}>
      <th scope="row" dir="auto">{label}</th>
      {actions.map((action) => { const cell = cellOf(rights[action]); return <td key={action}><Select size="xs" allowDeselect={false} aria-label={t('design.role.cell', { action: t(`design.role.${action}`), name: label })} data={choices(action, cell)} value={cell} onChange={(next) => choose(action, (next ?? 'none') as Cell)} /></td> })}
      {flags.map((flag) => <td key={flag}><Checkbox aria-label={t('design.role.cell', { action: t(`design.role.${flag}`), name: label })} checked={rights[flag] === true} onChange={(event) => set(flag, event.currentTarget.checked)} /></td>)}
      <td className="slim"><ActionIcon variant="subtle" size="sm" aria-expanded={open} aria-label={t('design.role.more', { name: label })} onClick={turn}>{open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}</ActionIcon></td>
    </tr>
  )
}
function RoleDetails({ entity, rights, problems, put }: { entity: string; rights: Doc; problems: EditorProps['problems']; put: (rights: Doc, part: string, stroke?: string) => void }) {
  const word = useSchemaWord()
  return <SchemaForm schema={rightsSchema} value={rights} of={entity === '*' ? null : entity} path={pointer('/may', entity)} problems={problems} without={[...flags]} change={(next, key, stroke) => put(next, word(key), stroke)} />
}
