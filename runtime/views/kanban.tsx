import { Menu, UnstyledButton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { isObject } from '../../metadata/base/json.ts'
import { asFailure } from '../client/failure.ts'
import { groupRecords, updateRecord } from '../client/records.ts'
import { queryOf, useAll } from '../list/list-data.ts'
import type { ListState } from '../list/url-state.ts'
import { choicesOf } from '../model/field-view.ts'
import { fieldOf } from '../model/model.ts'
import { linkTitle } from '../model/title.ts'
import type { View } from '../model/views.ts'
import { EmptyState, FailureState, useFailureText } from '../shell/states.tsx'
import { Shown } from '../widgets/display.tsx'
import { Card, cardFields } from './card.tsx'
import { Draggable, DragArea, DropPlace } from './drag.tsx'
import type { LayoutProps } from './layout-props.ts'

interface Lane { readonly key: string; readonly label: string; readonly rows: readonly Row[] }
const keyOf = (value: unknown): string => (isObject(value) ? String(value['id'] ?? '') : value === null || value === undefined ? '' : String(value))

/** Lanes in the order of the choices; for links, in the order they are met. Nothing chosen is a lane only where it has cards. */
export function lanesOf(field: ClientField, rows: readonly Row[]): readonly Lane[] {
  const lanes = new Map(choicesOf(field).map((choice): [string, string] => [choice.key, choice.label]))
  for (const row of rows) if (!lanes.has(keyOf(row[field.name]))) lanes.set(keyOf(row[field.name]), linkTitle(row[field.name]) || '–')
  return [...lanes].map(([key, label]) => ({ key, label, rows: rows.filter((row) => keyOf(row[field.name]) === key) }))
}

export function KanbanView(props: LayoutProps) {
  const { t } = useTranslation()
  const { view } = props
  const field = fieldOf(view.entity, String(view.options['lanes'] ?? '')) ?? view.entity.fields.find((one) => one.type === 'choice')
  return field ? <Board {...props} field={field} /> : <EmptyState title={t('list.no_lanes')} />
}

function Board({ view, state, root, field }: LayoutProps & { field: ClientField }) {
  const rows = useAll(view, queryOf(view, state, [...cardFields(view), field]))
  const totals = useTotals(view, state, field)
  const shown = useMoves(view, field, rows.data?.rows ?? [])
  if (rows.isError && !rows.data) return <FailureState error={rows.error} retry={() => void rows.refetch()} />
  const lanes = lanesOf(field, shown.rows)
  const move = (id: string, lane: string): void => void shown.move(id, lane, lanes.find((one) => one.key === lane)?.label ?? '')
  const fixed = !field.write || !view.entity.may.update
  return (
    <>
      <p className="list-count muted" role="status">{shown.message}</p>
      <DragArea drop={move}>
        <div className="kanban">
          {lanes.map((lane) => (
            <DropPlace key={lane.key} id={lane.key} className="lane" label={lane.label}>
              <h2>{lane.label}<span className="muted">{totals.of(lane.key)?.count ?? lane.rows.length}</span>{totals.sum ? <span className="sum"><Shown compact field={totals.sum} value={totals.of(lane.key)?.sum ?? null} /></span> : null}</h2>
              <div className="lane-body">{lane.rows.slice(0, 50).map((row) => (
                <Draggable key={row.id} id={row.id} fixed={fixed}>
                  <Card view={view} row={row} root={root} />
                  {fixed ? null : <MoveMenu lanes={lanes} move={(to) => move(row.id, to)} />}
                </Draggable>
              ))}</div>
            </DropPlace>
          ))}
        </div>
      </DragArea>
    </>
  )
}

/** Counts and sums of all records of a lane, not only of the cards that are loaded. */
function useTotals(view: View, state: ListState, field: ClientField) {
  const sum = fieldOf(view.entity, String(view.options['sum'] ?? ''))
  const { filter, search, deleted } = queryOf(view, state, [])
  const measures = ['count', ...(sum ? [`sum(${sum.name})`] : [])].join(',')
  const groups = useQuery({ queryKey: ['group', view.entity.name, field.name, measures, filter, search, deleted], queryFn: ({ signal }) => groupRecords(view.entity.name, { group: field.name, measures, filter, search, deleted }, signal) })
  const of = (lane: string) => {
    const group = groups.data?.groups.find(({ by }) => keyOf(by[field.name]) === lane)
    return groups.data ? { count: Number(group?.measures['count'] ?? 0), sum: sum ? (group?.measures[`sum(${sum.name})`] ?? null) : null } : null
  }
  return { sum, of }
}

/** A card stands in its new lane at once, and goes back where the server refuses. */
function useMoves(view: View, field: ClientField, rows: readonly Row[]) {
  const { t } = useTranslation()
  const say = useFailureText()
  const queries = useQueryClient()
  const [moved, setMoved] = useState<Readonly<Record<string, string>>>({})
  const [message, setMessage] = useState('')
  const shown = rows.map((row) => (moved[row.id] === undefined ? row : { ...row, [field.name]: moved[row.id] || null }))
  const move = async (id: string, lane: string, label: string): Promise<void> => {
    const row = shown.find((one) => one.id === id)
    if (!row || keyOf(row[field.name]) === lane) return
    setMoved((old) => ({ ...old, [id]: lane }))
    const refused = await updateRecord(view.entity.name, id, { version: Number(row['_version'] ?? 1), data: { [field.name]: lane || null } }).then(() => null, asFailure)
    setMessage(refused ? say(refused) : t('list.moved', { lane: label }))
    await Promise.all([queries.invalidateQueries({ queryKey: ['list', view.entity.name] }), queries.invalidateQueries({ queryKey: ['group', view.entity.name] })])
    setMoved((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== id)))
  }
  return { rows: shown, move, message }
}

/** The same as dragging, for those who do not drag. */
function MoveMenu({ lanes, move }: { lanes: readonly Lane[]; move: (lane: string) => void }) {
  const { t } = useTranslation()
  return (
    <Menu>
      <Menu.Target><UnstyledButton className="muted move" onPointerDown={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>{t('list.move_to')}</UnstyledButton></Menu.Target>
      <Menu.Dropdown>{lanes.map((lane) => <Menu.Item key={lane.key} onClick={() => move(lane.key)}>{lane.label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}
