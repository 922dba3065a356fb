import { Button, Select } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { request } from '../client/request.ts'
import { readList } from '../client/system.ts'
import { useWorkspace } from '../model/context.tsx'
import { usePage } from '../shell/crumbs.tsx'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { addTexts } from '../texts/index.ts'
import { whyTexts } from '../texts/why.ts'
import { RecordSelect } from './record-select.tsx'

addTexts(whyTexts)

const actions = ['read', 'create', 'update', 'delete'] as const
interface RoleAnswer { readonly role: string; readonly code: string; readonly condition: string | null; readonly holds: boolean | null; readonly field: boolean | null }
interface Answer { readonly allowed: boolean; readonly code: string; readonly roles: readonly RoleAnswer[] }
interface Person { readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly string[]; readonly allowed: boolean; readonly code: string }
interface Asked { readonly user: string; readonly entity: string; readonly id: string; readonly field: string; readonly action: string }

/** Person × record × field: why, or who. The question stands in the address. */
export function WhyScreen() {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const [query, setQuery] = useSearchParams()
  const read = (name: keyof Asked): string => query.get(name) ?? ''
  const asked: Asked = { user: read('user'), entity: read('entity'), id: read('id'), field: read('field'), action: read('action') || 'read' }
  const set = (change: Partial<Asked>): void => setQuery(Object.fromEntries(Object.entries({ ...asked, ...change }).filter(([name, value]) => value !== '' && !(name === 'action' && value === 'read'))), { replace: true })
  usePage({ label: t('why.title') })
  const entity = model.byName.get(asked.entity)
  const users = model.byKey.get('user')
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('why.title')}</h1></div>
      <p className="muted lead">{t('why.text')}</p>
      <div className="question">
        {users ? <RecordSelect label={t('why.person')} empty={t('why.everybody')} entity={users} value={asked.user} change={(user) => set({ user })} /> : null}
        <Select label={t('why.action')} allowDeselect={false} value={asked.action} onChange={(action) => set({ action: action ?? 'read' })} data={actions.map((value) => ({ value, label: t(`why.action.${value}`) }))} />
        <Select label={t('why.entity')} searchable placeholder={t('why.choose')} value={asked.entity || null} onChange={(name) => set({ entity: name ?? '', id: '', field: '' })} data={[...model.byName.values()].map((one) => ({ value: one.name, label: one.label }))} nothingFoundMessage={t('record.no_match')} />
        {entity ? <RecordSelect key={entity.name} label={t('why.record')} empty={t('why.any_record')} entity={entity} value={asked.id} change={(id) => set({ id })} /> : null}
        {entity ? <Select label={t('why.field')} searchable clearable clearButtonProps={{ 'aria-label': t('record.clear') }} placeholder={t('why.any_field')} value={asked.field || null} onChange={(field) => set({ field: field ?? '' })} data={entity.fields.map((field) => ({ value: field.name, label: field.label }))} nothingFoundMessage={t('record.no_match')} /> : null}
      </div>
      {entity ? asked.user ? <Why asked={asked} /> : <Who asked={asked} set={set} /> : <EmptyState title={t('why.choose')} text={t('why.choose_text')} />}
    </section>
  )
}
const sent = ({ user, entity, id, field, action }: Asked) => ({ user: user || undefined, entity, id: id || undefined, field: field || undefined, action })

function Verdict({ allowed, code }: { allowed: boolean; code: string }) {
  const { t } = useTranslation()
  return (
    <div className="verdict" data-tone={allowed ? 'ok' : 'danger'} role="status">
      {allowed ? <IconCircleCheck size={28} aria-hidden /> : <IconCircleX size={28} aria-hidden />}
      <div><strong>{t(allowed ? 'why.yes' : 'why.no')}</strong><div>{t(`why.${code}`)}</div></div>
    </div>
  )
}

function Why({ asked }: { asked: Asked }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const answer = useQuery({ queryKey: ['why', asked], staleTime: 0, queryFn: () => request<Answer>('/_/why', { query: sent(asked) }) })
  const labels = useRoleLabels()
  if (answer.isError) return <FailureState error={answer.error} retry={() => void answer.refetch()} />
  if (answer.isPending) return <Waiting />
  const users = model.byKey.get('user')
  const mark = (value: boolean | null): string => (value === null ? '–' : t(value ? 'why.yes' : 'why.no'))
  return (
    <>
      <Verdict {...answer.data} />
      {answer.data.roles.length > 0 ? (
        <div className="scroll-x"><table className="plain" data-cards>
          <thead><tr><th scope="col">{t('why.role')}</th><th scope="col">{t('why.rule')}</th><th scope="col">{t('why.holds')}</th><th scope="col">{t('why.field_granted')}</th></tr></thead>
          <tbody>{answer.data.roles.map((role) => (
            <tr key={role.role}><td dir="auto" data-label={t('why.role')}>{labels(role.role)}</td><td data-label={t('why.rule')}>{t(`why.${role.code}`)} {role.condition === null ? null : <code>{role.condition}</code>}</td><td data-label={t('why.holds')}>{mark(role.holds)}</td><td data-label={t('why.field_granted')}>{mark(role.field)}</td></tr>
          ))}</tbody>
        </table></div>
      ) : null}
      {users ? <p><Button component={Link} variant="default" to={`/_/${users.name}/${asked.user}`}>{t('why.open_person')}</Button></p> : null}
    </>
  )
}

function Who({ asked, set }: { asked: Asked; set: (change: Partial<Asked>) => void }) {
  const { t } = useTranslation()
  const who = useQuery({ queryKey: ['who', asked], staleTime: 0, queryFn: () => request<{ rows: readonly Person[]; more: boolean }>('/_/who', { query: sent(asked) }) })
  const labels = useRoleLabels()
  if (who.isError) return <FailureState error={who.error} retry={() => void who.refetch()} />
  if (who.isPending) return <Waiting />
  const { rows, more } = who.data
  return (
    <>
      <h2 className="count">{t('why.may', { may: rows.filter((person) => person.allowed).length, all: rows.length })}</h2>
      <div className="scroll-x"><table className="plain" data-cards>
        <thead><tr><th scope="col">{t('why.person')}</th><th scope="col">{t('why.roles_of')}</th><th scope="col">{t(`why.action.${asked.action}`)}</th><th scope="col">{t('why.reason')}</th><th><span className="hidden">{t('record.actions')}</span></th></tr></thead>
        <tbody>{rows.toSorted((a, b) => Number(b.allowed) - Number(a.allowed)).map((person) => (
          <tr key={person.id}>
            <td dir="auto" data-label={t('why.person')}>{person.name}</td><td dir="auto" data-label={t('why.roles_of')}>{person.roles.map(labels).join(', ') || '–'}</td>
            <td data-label={t(`why.action.${asked.action}`)}><span className="dot" data-tone={person.allowed ? 'ok' : 'danger'}>{t(person.allowed ? 'why.yes' : 'why.no')}</span></td><td data-label={t('why.reason')}>{t(`why.${person.code}`)}</td>
            <td className="end"><Button size="compact-sm" variant="default" onClick={() => set({ user: person.id })}>{t('why.why')}</Button></td>
          </tr>
        ))}</tbody>
      </table></div>
      {more ? <p className="muted">{t('why.more')}</p> : null}
    </>
  )
}

function useRoleLabels(): (key: string) => string {
  const roles = useQuery({ queryKey: ['system', '/_/roles'], queryFn: () => readList<{ key: string; label: string }>('/_/roles') })
  return (key) => roles.data?.find((role) => role.key === key)?.label ?? key
}
