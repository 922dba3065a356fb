import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { both } from '../list/filter.ts'
import { queryOf, useAll } from '../list/list-data.ts'
import { useWorkspace } from '../model/context.tsx'
import { choicesOf } from '../model/field-view.ts'
import { fieldOf } from '../model/model.ts'
import { titleOfRow } from '../model/title.ts'
import { EmptyState, FailureState } from '../shell/states.tsx'
import { addDays, dayOf, daysShown, today } from './days.ts'
import type { LayoutProps } from './layout-props.ts'

/** A month or a week of days, each with the records that fall on it. */
export function CalendarView({ view, state, root }: LayoutProps) {
  const { t, i18n } = useTranslation()
  const { model } = useWorkspace()
  const [at, setAt] = useState(today)
  const [span, setSpan] = useState<'month' | 'week'>('month')
  const field = fieldOf(view.entity, String(view.options['start'] ?? view.options['date'] ?? view.options['from'] ?? '')) ?? view.entity.fields.find((one) => one.type === 'date' || one.type === 'datetime')
  const days = daysShown(at, span)
  const literal = (day: string): string => (field?.type === 'datetime' ? `datetime('${day}T00:00:00Z')` : `date('${day}')`)
  const until = fieldOf(view.entity, String(view.options['to'] ?? ''))
  const colour = fieldOf(view.entity, String(view.options['colour'] ?? ''))
  const [first, after] = [literal(days[0] ?? at), literal(addDays(days.at(-1) ?? at, 1))]
  const range = field ? `${field.name} < ${after} && (${until ? `${until.name} >= ${first} || ` : ''}${field.name} >= ${first})` : ''
  const query = queryOf(view, state, [field, until, colour].flatMap((one) => one ?? []))
  const rows = useAll(view, { ...query, filter: both(query.filter ?? '', range) })
  if (!field) return <EmptyState title={t('list.no_date')} />
  if (rows.isError && !rows.data) return <FailureState error={rows.error} retry={() => void rows.refetch()} />
  const format = (options: Intl.DateTimeFormatOptions, day: string): string => new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`))
  const step = (by: number): void => setAt(span === 'week' ? addDays(at, by * 7) : addDays(`${at.slice(0, 8)}15`, by * 30).slice(0, 8) + '01')
  const on = (day: string) => (rows.data?.rows ?? []).filter((row) => row[field.name] && dayOf(String(row[field.name])) <= day && dayOf(String((until ? row[until.name] : null) ?? row[field.name])) >= day)
  return (
    <>
      <div className="chips">
        <ActionIcon aria-label={t('list.earlier')} onClick={() => step(-1)}><IconChevronLeft size={18} /></ActionIcon>
        <strong aria-live="polite">{format({ month: 'long', year: 'numeric' }, at)}</strong>
        <ActionIcon aria-label={t('list.later')} onClick={() => step(1)}><IconChevronRight size={18} /></ActionIcon>
        <Button size="compact-sm" variant="default" onClick={() => setAt(today())}>{t('list.today')}</Button>
        <SegmentedControl size="xs" aria-label={t('list.span')} value={span} onChange={(value) => setSpan(value as 'month' | 'week')} data={[{ value: 'month', label: t('list.month') }, { value: 'week', label: t('list.week') }]} />
      </div>
      <div className="month">
        {days.slice(0, 7).map((day) => <div key={day} className="month-head">{format({ weekday: 'short' }, day)}</div>)}
        {days.map((day) => (
          <div key={day} className="day" data-today={day === today() ? '' : undefined} data-other={span === 'month' && day.slice(0, 7) !== at.slice(0, 7) ? '' : undefined} data-empty={on(day).length ? undefined : ''}>
            <span>{format({ day: 'numeric', ...(day.endsWith('-01') ? { month: 'short' } : {}) }, day)}</span>
            {on(day).map((row) => <Link key={row.id} className="event" data-tone={colour ? choicesOf(colour).find((choice) => choice.key === row[colour.name])?.tone : undefined} to={`${root}/${row.id}`}>{titleOfRow(model, view.entity, row)}</Link>)}
          </div>
        ))}
      </div>
    </>
  )
}
