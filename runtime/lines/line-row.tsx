import { ActionIcon } from '@mantine/core'
import { IconDots, IconTrash } from '@tabler/icons-react'
import { memo, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import type { Env } from '../../metadata/expressions/evaluate.ts'
import { condition, envOf, recordOf } from '../form/evaluation.ts'
import { useForm } from '../form/form-context.tsx'
import type { Values } from '../form/record-store.ts'
import { isComputed, isNumeric, widgetOf } from '../model/field-view.ts'
import { Shown } from '../widgets/display.tsx'
import { edits } from '../widgets/edit.tsx'
import type { CellPlace } from './cell-keys.ts'
import { keyOfLine } from './rows.ts'
import type { LineActs } from './use-lines.ts'

/** What the pointer does with a line; the keys and the menu do the same, so that Tab goes from cell to cell. */
export interface LineHands { readonly lift: (event: PointerEvent, at: number) => void; readonly fill: (event: PointerEvent, place: CellPlace) => void; readonly menu: (at: number, x: number, y: number) => void }
interface LineProps {
  readonly row: Values; readonly at: number; readonly columns: readonly ClientField[]; readonly child: ClientEntity; readonly fixed: boolean
  readonly acts: LineActs; readonly hands: LineHands; readonly parent: ReturnType<typeof recordOf> | null
  /** The column with the focus, and the chosen ones as `from-to`; primitives, so that other lines are not drawn again. */
  readonly held: number | null; readonly chosen: string | null; readonly drop: 'before' | 'after' | 'moved' | null
  readonly errors: Readonly<Record<string, string>> | undefined; readonly measure: ((row: HTMLElement | null) => void) | undefined
}

/** Drawn again only when the line itself changes. */
export const LineRow = memo(function LineRow({ row, at, columns, child, fixed, acts, hands, parent, held, chosen, drop, errors, measure }: LineProps) {
  const { rules } = useForm()
  const env = envOf({ ...rules, parent }, recordOf(rules.model, child, row))
  const key = keyOfLine(row, at)
  const [from = -1, to = -1] = chosen?.split('-').map(Number) ?? []
  return (
    <tr ref={measure} data-index={at} aria-rowindex={at + 2} data-drop={drop ?? undefined} onContextMenu={fixed ? undefined : (event) => { if (event.target instanceof HTMLInputElement && event.target.selectionStart !== event.target.selectionEnd) return; event.preventDefault(); hands.menu(at, event.clientX, event.clientY) }}>
      <td className="slim line-number" onPointerDown={fixed ? undefined : (event) => hands.lift(event, at)}>{at + 1}</td>
      {columns.map((one, column) => (
        <Cell key={one.key} field={one} value={row[one.name]} place={{ at, column }} env={env} fixed={fixed} error={errors?.[one.name]} chosen={column >= from && column <= to}
          fill={held === column ? hands.fill : null} change={(value) => acts.set(key, one.name, value)} />
      ))}
      {fixed ? null : <td className="slim"><LineActions at={at} acts={acts} menu={hands.menu} /></td>}
    </tr>
  )
})

function LineActions({ at, acts, menu }: { at: number; acts: LineActs; menu: LineHands['menu'] }) {
  const { t } = useTranslation()
  const line = String(at + 1)
  return (
    <div className="line-actions">
      <ActionIcon size="sm" tabIndex={-1} aria-label={t('record.line_remove', { line })} onClick={() => acts.remove(at)}><IconTrash size={14} /></ActionIcon>
      <ActionIcon size="sm" tabIndex={-1} aria-haspopup="menu" aria-label={t('record.line_menu', { line })} onClick={(event) => { const place = event.currentTarget.getBoundingClientRect(); menu(at, place.left, place.bottom) }}><IconDots size={14} /></ActionIcon>
    </div>
  )
}

interface CellProps { readonly field: ClientField; readonly value: unknown; readonly place: CellPlace; readonly env: Env; readonly fixed: boolean; readonly error: string | undefined; readonly chosen: boolean; readonly fill: LineHands['fill'] | null; readonly change: (value: unknown) => void }
function Cell({ field, value, place, env, fixed, error, chosen, fill, change }: CellProps) {
  const { at, column } = place
  const where = { 'data-line': at, 'data-column': column, 'data-label': field.label, 'data-chosen': chosen ? '' : undefined }
  if (condition(field.visible, env) === false) return <td {...where} data-none="" />
  const shown = fixed || !field.write || isComputed(field) || field.formula !== null || condition(field.readonly, env) === true
  const Edit = edits[widgetOf(field)]
  const id = `line-${field.key}-${at}-error`
  return (
    <td {...where} data-numeric={isNumeric(field) ? '' : undefined}>
      {shown ? <div className="shown"><Shown compact field={field} value={value} /></div> : <Edit field={field} value={value ?? null} change={change} label={`${field.label} ${at + 1}`} invalid={error !== undefined} env={env} {...(error === undefined ? {} : { describedBy: id })} />}
      {fill && !shown ? <span className="fill-handle" aria-hidden onPointerDown={(event) => fill(event, place)} /> : null}
      {error === undefined ? null : <div className="error" id={id}>{error}</div>}
    </td>
  )
}
