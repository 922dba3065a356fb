import { type MouseEvent, useState } from 'react'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import type { CellPlace } from './cell-menu.tsx'

/** Which cell is asked about: by the right button, a long press, or Shift+F10 where the focus is. */
export function useCellMenu({ rows, fields }: { rows: readonly Row[]; fields: readonly ClientField[] }) {
  const [at, setAt] = useState<CellPlace | null>(null)
  const ask = (event: MouseEvent<HTMLElement>): void => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-field]')
    const id = cell?.closest<HTMLElement>('[data-row]')?.dataset['row']
    const row = rows.find((one) => one.id === id)
    const field = fields.find((one) => one.name === cell?.dataset['field'])
    if (!row || !field || !cell) return
    event.preventDefault()
    const { left, bottom } = cell.getBoundingClientRect()
    // From the keyboard there is no place of a pointer.
    setAt(event.clientX || event.clientY ? { row, field, x: event.clientX, y: event.clientY } : { row, field, x: left, y: bottom })
  }
  return { at, ask, close: () => setAt(null) }
}
