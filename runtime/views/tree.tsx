import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { both } from '../list/filter.ts'
import { ListView } from '../list/list-view.tsx'
import { queryOf, useAll } from '../list/list-data.ts'
import { useWorkspace } from '../model/context.tsx'
import { plainField } from '../model/field-view.ts'
import { fieldOf, namesOf } from '../model/model.ts'
import { titleOfRow } from '../model/title.ts'
import { EmptyState, FailureState } from '../shell/states.tsx'
import type { View } from '../model/views.ts'
import { Shown } from '../widgets/display.tsx'
import type { LayoutProps } from './layout-props.ts'

/** Records below one another, read level by level. While something is searched or filtered, a list serves better. */
export function TreeView(props: LayoutProps) {
  const { view, state } = props
  const parent = fieldOf(view.entity, String(view.options['parent'] ?? view.entity.tree ?? ''))
  if (!parent || state.search || state.filter || state.deleted) return <ListView {...props} />
  return (
    <div className="grid-scroll">
      {treeFields(view).length ? <div className="tree-head muted" aria-hidden><span className="tree-cells">{treeFields(view).map((field) => <span key={field.key}>{field.label}</span>)}</span></div> : null}
      <Level {...props} parent={parent} under={null} />
    </div>
  )
}
const treeFields = (view: View): readonly ClientField[] => namesOf(view.options['columns']).flatMap((name) => fieldOf(view.entity, name) ?? [])

function Level(props: LayoutProps & { parent: ClientField; under: string | null }) {
  const { view, state, parent, under } = props
  const { t } = useTranslation()
  const query = queryOf(view, state, [parent, ...treeFields(view)])
  const rows = useAll(view, { ...query, filter: both(query.filter ?? '', `${parent.name} == ${under === null ? 'null' : `'${under}'`}`) })
  if (rows.isError && !rows.data) return <FailureState error={rows.error} retry={() => void rows.refetch()} />
  if (!rows.data) return null
  if (!rows.data.rows.length) return under === null ? <EmptyState title={t('list.empty', { plural: view.entity.plural })} text={t('list.empty_text')} /> : <p className="muted">{t('list.nothing_below')}</p>
  return <ul className={under === null ? 'tree' : undefined}>{rows.data.rows.map((row) => <Branch key={row.id} {...props} row={row} />)}</ul>
}

function Branch(props: LayoutProps & { parent: ClientField; under: string | null; row: Row }) {
  const { row, view, root } = props
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const [open, setOpen] = useState(false)
  const title = titleOfRow(model, view.entity, row)
  return (
    <li>
      <div className="tree-row">
        <ActionIcon size="sm" aria-expanded={open} aria-label={t(open ? 'list.fold' : 'list.unfold', { title })} onClick={() => setOpen(!open)}>{open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}</ActionIcon>
        <Link to={`${root}/${row.id}`} dir="auto">{title}</Link>
        <span className="tree-cells">{treeFields(view).map((field) => <span key={field.key} title={field.label}><Shown compact field={plainField(field)} value={row[field.name]} /></span>)}</span>
      </div>
      {open ? <Level {...props} under={row.id} /> : null}
    </li>
  )
}
