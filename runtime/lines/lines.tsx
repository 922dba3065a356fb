import { type ClipboardEvent, type FocusEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { recordOf } from '../form/evaluation.ts'
import { useForm } from '../form/form-context.tsx'
import { readsParent } from '../form/reads.ts'
import { useErrors, useValues, type Values } from '../form/record-store.ts'
import { type CellPlace, placeOf } from './cell-keys.ts'
import { LineMenu, type MenuPlace } from './line-menu.tsx'
import { type LineHands, LineRow } from './line-row.tsx'
import { Foot, Head, Spacer, Totals, widthOfAll } from './lines-parts.tsx'
import { isTable } from './paste.ts'
import { boxOf, isOne, type Range, tableText } from './range.ts'
import { keyOfLine } from './rows.ts'
import { type Drag, useDrag } from './use-drag.ts'
import { useFocus, useKeys } from './use-keys.ts'
import { useLines } from './use-lines.ts'
import { few, useWindow } from './use-window.ts'

interface LinesProps { readonly field: ClientField; readonly child: ClientEntity; readonly rows: readonly Values[]; readonly fixed: boolean }

/** What is held, chosen and done in the grid. */
function useGrid({ field, child, rows, fixed }: LinesProps) {
  const columns = useMemo(() => child.fields.filter((one) => !one.childEntity), [child])
  const { acts, message } = useLines({ field, child, columns })
  const grid = useRef<HTMLDivElement>(null)
  const [held, hold] = useState<CellPlace | null>(null)
  const [range, setRange] = useState<Range | null>(null)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const choose = (next: Range | null): void => setRange(next && isOne(next) ? null : next)
  const window = useWindow(rows, grid, held?.at ?? null)
  const focus = useFocus(grid, window.show)
  const handle = useKeys({ rows, acts, focus, columns: columns.length, range, choose })
  const drag = useDrag({ grid, acts, choose })
  const hands = useSteady({ lift: drag.lift, fill: drag.fill, menu: (at, x, y) => setMenu({ at, x, y }) })
  const clip = useClip({ rows, columns, range, fixed, paste: acts.paste })
  const enter = (event: FocusEvent): void => {
    const place = placeOf(event.target)
    hold(place)
    if (range && place && (place.at !== range.anchor.at || place.column !== range.anchor.column)) setRange(null)
  }
  const add = (): void => { acts.insert(rows.length); focus({ at: rows.length, column: 0 }) }
  return { columns, acts, message, grid, held, box: range ? boxOf(range) : null, menu, setMenu, window, focus, drag, hands, add, events: { ...clip, onFocus: enter, ...(fixed ? {} : { onKeyDownCapture: handle }) } }
}

/** The lines of a record with the keys of a spreadsheet. */
export function Lines(props: LinesProps) {
  const { field, child, rows, fixed } = props
  const { scope } = useForm()
  const { columns, acts, message, grid, held, box, menu, setMenu, window, focus, drag, hands, add, events } = useGrid(props)
  const parent = useParent(child)
  const errors = useLineErrors(field.name)
  return (
    <div>
      <div className="lines" ref={grid} {...events} data-many={rows.length > few ? '' : undefined}>
        <table aria-labelledby={`field-${scope}${field.name}-label`} aria-rowcount={rows.length + 1} style={{ minInlineSize: widthOfAll(columns, fixed) }}>
          <Head columns={columns} fixed={fixed} />
          <tbody>
            <Spacer height={window.before} span={columns.length + 2} />
            {window.shown.map((at) => {
              const row = rows[at]
              return row ? (
                <LineRow key={keyOfLine(row, at)} {...{ row, at, columns, child, fixed, acts, hands, parent }} held={!fixed && held?.at === at ? held.column : null}
                  chosen={box && at >= box.top && at <= box.bottom ? `${box.left}-${box.right}` : null} drop={dropAt(drag.moving, at, rows.length)} measure={window.measure} errors={errors.get(at)} />
              ) : null
            })}
            <Spacer height={window.after} span={columns.length + 2} />
          </tbody>
          <Totals rows={rows} columns={columns} child={child} fixed={fixed} />
        </table>
      </div>
      <LineMenu place={menu} count={rows.length} acts={acts} focus={focus} close={() => setMenu(null)} />
      <Foot {...{ fixed, add, message }} count={rows.length} />
    </div>
  )
}
function dropAt(moving: Drag['moving'], at: number, count: number): 'before' | 'after' | 'moved' | null {
  if (!moving) return null
  if (moving.to === at && moving.to !== moving.at) return 'before'
  if (moving.to === count && at === count - 1 && moving.at !== at) return 'after'
  return moving.at === at ? 'moved' : null
}
/** The same functions all along, which do what the latest ones do: lines are not drawn again for their sake. */
function useSteady(hands: LineHands): LineHands {
  const latest = useRef(hands)
  useLayoutEffect(() => { latest.current = hands })
  return useMemo(() => ({ lift: (event, at) => latest.current.lift(event, at), fill: (event, place) => latest.current.fill(event, place), menu: (at, x, y) => latest.current.menu(at, x, y) }), [])
}

interface Clip { readonly rows: readonly Values[]; readonly columns: readonly ClientField[]; readonly range: Range | null; readonly fixed: boolean; readonly paste: (place: CellPlace, text: string) => void }
/** Copies the chosen cells as a table; takes a table as lines. A single cell is the matter of its input. */
function useClip({ rows, columns, range, fixed, paste }: Clip) {
  return {
    onCopyCapture: (event: ClipboardEvent): void => {
      if (!range) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', tableText(rows, columns, boxOf(range)))
    },
    onPasteCapture: (event: ClipboardEvent): void => {
      const [place, text] = [placeOf(event.target), event.clipboardData.getData('text/plain')]
      if (fixed || !place || !isTable(text)) return
      event.preventDefault()
      paste(place, text)
    },
  }
}

/** The record above, for lines that look at it; for others null, so that they are not drawn again with each of its keys. */
function useParent(child: ClientEntity) {
  const { rules, entity, store } = useForm()
  const values = useValues(store)
  const looks = useMemo(() => child.fields.some((field) => [field.visible, field.readonly, field.required].some((expr) => expr !== null && typeof expr === 'object' && readsParent(expr))), [child])
  return looks ? recordOf(rules.model, entity, values) : null
}
function useLineErrors(name: string): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const all = useErrors(useForm().store)
  return useMemo(() => {
    const lines = new Map<number, Record<string, string>>()
    for (const [path, message] of Object.entries(all)) {
      const [, field, line, cell = ''] = path.split('/')
      if (field === name && line !== undefined) lines.set(Number(line), { ...lines.get(Number(line)), [cell]: String(message) })
    }
    return lines
  }, [all, name])
}
