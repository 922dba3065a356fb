import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { readRecord } from '../client/records.ts'
import { systemEntities } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { isListed, plainField, widgetOf } from '../model/field-view.ts'
import { targetOf } from '../model/model.ts'
import { fieldsOfTitle, linkTitle } from '../model/title.ts'
import { Shown } from './display.tsx'

const wait = 350
const long = 500
const most = 6

/** A link to a record; resting on it, by pointer, focus or a long press, shows what there is to know of it. */
export function LinkPeek({ field, value, children, label }: { field: ClientField; value: unknown; children?: ReactNode; label?: string }) {
  const { model } = useWorkspace()
  const { app } = useParams()
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const target = targetOf(model, field)
  const id = isObject(value) ? value['id'] : value
  if (!target || target.parent || typeof id !== 'string') return children ?? <span dir="auto">{linkTitle(value)}</span>
  const soon = (after: number): void => { clearTimeout(timer.current); timer.current = setTimeout(() => setOpen(true), after) }
  const close = (): void => { clearTimeout(timer.current); setOpen(false) }
  const to = `/${(systemEntities as readonly string[]).includes(target.key) ? '_' : (app ?? 'all')}/${target.name}/${id}`
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={320} withinPortal transitionProps={{ duration: 0 }} trapFocus={false} returnFocus={false}>
      <Popover.Target>
        <Link className="peek-link" to={to} dir="auto" {...(label ? { 'aria-label': label } : {})} onMouseEnter={() => soon(wait)} onMouseLeave={close} onFocus={() => soon(wait)} onBlur={close} onTouchStart={() => soon(long)} onTouchEnd={() => clearTimeout(timer.current)}
          onContextMenu={(event) => { if (open) event.preventDefault() }} onKeyDown={(event) => { if (event.key === 'Escape' && open) { event.stopPropagation(); close() } }}>{children ?? linkTitle(value)}</Link>
      </Popover.Target>
      <Popover.Dropdown role="tooltip">{open ? <Card entity={target} id={id} /> : null}</Popover.Dropdown>
    </Popover>
  )
}

function Card({ entity, id }: { entity: ClientEntity; id: string }) {
  const titled = fieldsOfTitle(entity.title)
  const fields = entity.fields.filter((field) => isListed(field) && widgetOf(field) !== 'image' && !titled.has(field.key)).slice(0, most)
  const row = useQuery({ queryKey: ['record', entity.name, id, 'peek'], staleTime: 30_000, retry: false, queryFn: () => readRecord(entity.name, id, { fields: ['title', ...fields.map((field) => field.name)].join(','), expand: fields.filter((field) => field.relation).map((field) => field.name).join(',') || undefined }) })
  if (!row.data) return <span className="muted">{entity.label}</span>
  return (
    <div className="peek">
      <strong dir="auto">{String(row.data['title'] ?? '')}</strong> <span className="muted">{entity.label}</span>
      <dl className="facts">{fields.filter((field) => ![null, undefined, ''].includes(row.data[field.name] as string)).map((field) => <div key={field.key} className="fact"><dt>{field.label}</dt><dd><Shown compact field={plainField(field)} value={row.data[field.name]} /></dd></div>)}</dl>
    </div>
  )
}
