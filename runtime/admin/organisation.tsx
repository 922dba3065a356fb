import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { listRecords } from '../client/records.ts'
import { readList } from '../client/system.ts'
import { useWorkspace } from '../model/context.tsx'
import { usePage } from '../shell/crumbs.tsx'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { administrationTexts } from '../texts/administration.ts'
import { addTexts } from '../texts/index.ts'
import { peopleTexts } from '../texts/people.ts'
import { type Branch, byDepartment, byManager, type Department, flat } from './org-tree.ts'
import type { PersonRow } from './people.tsx'

addTexts(administrationTexts, peopleTexts)

/** Departments with their people, or people under their managers: as a tree for the keyboard, or as a list. */
export function OrganisationScreen() {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const [query, setQuery] = useSearchParams()
  usePage({ label: t('people.chart') })
  const people = useQuery({ queryKey: ['system', '/_/people'], queryFn: () => readList<PersonRow>('/_/people') })
  const entity = model.byKey.get('department')
  const departments = useQuery({ queryKey: ['list', entity?.name, 'organisation'], enabled: Boolean(entity), queryFn: () => listRecords(entity?.name ?? '', { size: 200, count: 'none' }) })
  const by = query.get('by') === 'manager' ? 'manager' : 'department'
  const as = query.get('as') === 'list' ? 'list' : 'tree'
  const set = (name: string, value: string): void => setQuery((old) => { old.set(name, value); return old }, { replace: true })
  const roots = useMemo(() => {
    const active = people.data?.filter((person) => person.active) ?? []
    return by === 'manager' ? byManager(active) : byDepartment(active, departmentsOf(departments.data?.rows ?? []), t('people.without'))
  }, [people.data, departments.data, by, t])
  const error = people.error ?? departments.error
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('people.chart')}</h1></div>
      <div className="bar-tools">
        <SegmentedControl aria-label={t('people.chart')} value={by} onChange={(value) => set('by', value)} data={[{ value: 'department', label: t('people.by_department') }, { value: 'manager', label: t('people.by_manager') }]} />
        <SegmentedControl aria-label={t('people.as_list')} value={as} onChange={(value) => set('as', value)} data={[{ value: 'tree', label: t('people.as_tree') }, { value: 'list', label: t('people.as_list') }]} />
      </div>
      {error ? <FailureState error={error} retry={() => { void people.refetch(); void departments.refetch() }} /> : people.isPending ? <Waiting /> : roots.length === 0 ? <EmptyState title={t('people.nobody')} /> : as === 'tree' ? <OrgTree key={by} roots={roots} /> : <OrgList roots={roots} />}
    </section>
  )
}
const departmentsOf = (rows: readonly Readonly<Record<string, unknown>>[]): Department[] => rows.map((row) => ({ id: String(row['id']), name: String(row['name'] ?? ''), parent: idOf(row['parent']) }))
const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : null)

/** One stop for Tab; arrows, Home and End move; right opens, left closes and goes up. */
function OrgTree({ roots }: { roots: readonly Branch[] }) {
  const { t } = useTranslation()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [here, setHere] = useState(roots[0]?.id ?? '')
  const shown = flat(roots, closed)
  const go = (id: string | undefined): void => { if (id) { setHere(id); document.getElementById(`org-${id}`)?.focus() } }
  const keys = (event: KeyboardEvent): void => {
    const at = shown.findIndex(({ branch }) => branch.id === here)
    const now = shown[at]
    if (!now) return
    const fold = (open: boolean): void => setClosed((old) => { const next = new Set(old); if (open) next.delete(here); else next.add(here); return next })
    const open = now.branch.below.length > 0 && !closed.has(here)
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(shown[at + 1]?.branch.id), ArrowUp: () => go(shown[at - 1]?.branch.id), Home: () => go(shown[0]?.branch.id), End: () => go(shown.at(-1)?.branch.id),
      ArrowRight: () => (open ? go(now.branch.below[0]?.id) : fold(true)), ArrowLeft: () => (open ? fold(false) : go(now.up ?? undefined)),
      Enter: () => document.getElementById(`org-${here}`)?.querySelector<HTMLElement>(':scope > div a')?.click(),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  return (
    <ul className="org" role="tree" aria-label={t('people.chart')} onKeyDown={keys}>
      {shown.map(({ branch, path }) => (
        <li key={branch.id} id={`org-${branch.id}`} role="treeitem" aria-level={path.length + 1} aria-selected={here === branch.id} tabIndex={here === branch.id ? 0 : -1} onFocus={() => setHere(branch.id)} {...(branch.below.length > 0 ? { 'aria-expanded': !closed.has(branch.id) } : {})}>
          <div style={{ marginInlineStart: path.length * 24 }}><Name branch={branch} /></div>
        </li>
      ))}
    </ul>
  )
}

function Name({ branch }: { branch: Branch }) {
  const { model } = useWorkspace()
  const entity = branch.entity ? model.byKey.get(branch.entity) : undefined
  const name = branch.entity === 'department' ? <strong dir="auto">{branch.label}</strong> : <span dir="auto">{branch.label}</span>
  return <>{entity && branch.record ? <Link tabIndex={-1} to={`/_/${entity.name}/${branch.record}`}>{name}</Link> : name}{branch.note ? <small>{branch.note}</small> : null}</>
}

function OrgList({ roots }: { roots: readonly Branch[] }) {
  return <ul className="rows">{flat(roots, new Set()).map(({ branch, path }) => <li key={branch.id}><div><Name branch={branch} /><small className="muted">{path.join(' › ')}</small></div></li>)}</ul>
}
