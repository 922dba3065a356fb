import { Button, Menu, Select, TextInput } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { patchRecord } from '../client/account-admin.ts'
import { request } from '../client/request.ts'
import { useWorkspace } from '../model/context.tsx'
import { addTexts } from '../texts/index.ts'
import { peopleTexts } from '../texts/people.ts'
import { dateTimeText } from '../widgets/format.ts'
import { Confirm } from './confirm.tsx'
import { Invite } from './invite.tsx'
import { useTask } from './me/section.tsx'
import { type Plain, PlainTable } from './plain-table.tsx'
import { SignIns } from './sign-ins.tsx'

addTexts(peopleTexts)

export const personStates = ['active', 'invited', 'locked', 'inactive'] as const
export type PersonState = (typeof personStates)[number]
export interface PersonRow {
  readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly string[]; readonly department: { readonly id: string; readonly title: string } | null; readonly manager: string | null
  readonly active: boolean; readonly state: PersonState; readonly last_seen_at: string | null; readonly two_factor: boolean; readonly passkeys: number; readonly invitation: { readonly id: string; readonly expired: boolean } | null
}
const tones: Readonly<Record<PersonState, string>> = { active: 'ok', invited: 'blue', locked: 'danger', inactive: 'muted' }
const personOf = (row: Plain): PersonRow => row as unknown as PersonRow
type Doing = { readonly what: 'shut' | 'reset' | 'factor' | 'revoke' | 'sign-ins'; readonly person: PersonRow }

/** Who belongs to the workspace, who may come in, and how. */
export function PeopleScreen() {
  const { t } = useTranslation()
  const [query, setQuery] = useSearchParams()
  const [inviting, setInviting] = useState(false)
  const [doing, setDoing] = useState<Doing | null>(null)
  const { run, told } = useTask()
  const again = useAgain()
  const [search, state] = [query.get('search') ?? '', query.get('state') ?? '']
  const set = (name: string, value: string): void => setQuery((old) => { if (value) old.set(name, value); else old.delete(name); return old }, { replace: true })
  const at = (work: () => Promise<unknown>, said: string): void => void run(async () => { await work(); await again() }, said)
  return (
    <>
      <PlainTable title={t('admin.people')} path="/_/people" columns={['name', 'state', 'roles', 'department', 'factors', 'last_seen_at']} cells={usePersonCells()}
        keep={(row) => matches(personOf(row), search, state)}
        action={<div className="page-actions"><Button component={Link} variant="default" to="/_/organisation">{t('people.chart')}</Button><Button component={Link} variant="default" to="/_/security">{t('admin.security')}</Button><Button onClick={() => setInviting(true)}>{t('people.invite')}</Button></div>}
        filters={<><TextInput label={t('people.search')} type="search" value={search} onChange={(event) => set('search', event.currentTarget.value)} />
          <Select label={t('admin.column.state')} clearable clearButtonProps={{ 'aria-label': t('record.clear') }} placeholder={t('admin.any')} value={state || null} onChange={(value) => set('state', value ?? '')} data={personStates.map((value) => ({ value, label: t(`people.state.${value}`) }))} /></>}
        empty={{ title: t('people.none'), action: <Button variant="default" onClick={() => setQuery({}, { replace: true })}>{t('admin.clear_filter')}</Button> }}
        note={told} end={(row) => <PersonMenu person={personOf(row)} ask={(what) => setDoing({ what, person: personOf(row) })} at={at} />} />
      {inviting ? <Invite close={() => { setInviting(false); void again() }} /> : null}
      {doing?.what === 'sign-ins' ? <SignIns person={doing.person} close={() => setDoing(null)} /> : doing ? <Ask doing={doing} close={() => { setDoing(null); void again() }} /> : null}
    </>
  )
}
function useAgain(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['system', '/_/people'] })
}
const matches = ({ name, email, state }: PersonRow, search: string, wanted: string): boolean => (wanted === '' || state === wanted) && search.toLowerCase().split(/\s+/).every((word) => `${name} ${email}`.toLowerCase().includes(word))

function usePersonCells() {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const user = model.byKey.get('user')
  return {
    name: (row: Plain) => <><Link to={user ? `/_/${user.name}/${personOf(row).id}` : '#'}>{personOf(row).name}</Link><br /><small className="muted">{personOf(row).email}</small></>,
    state: (row: Plain) => <span className="dot" data-tone={tones[personOf(row).state]}>{personOf(row).invitation?.expired && personOf(row).state === 'invited' ? t('people.expired') : t(`people.state.${personOf(row).state}`)}</span>,
    department: (row: Plain) => personOf(row).department?.title ?? '–',
    factors: (row: Plain) => [personOf(row).two_factor ? t('people.app') : '', personOf(row).passkeys > 0 ? t('people.passkeys', { count: personOf(row).passkeys }) : ''].filter(Boolean).join(', ') || '–',
    last_seen_at: (row: Plain) => { const { last_seen_at: seen } = personOf(row); return seen ? dateTimeText(seen) : t('admin.never') },
  }
}

interface MenuProps { readonly person: PersonRow; readonly ask: (what: Doing['what']) => void; readonly at: (work: () => Promise<unknown>, said: string) => void }
function PersonMenu({ person, ask, at }: MenuProps) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const post = (path: string) => () => request(path, { method: 'POST', body: {} })
  const { id, state, invitation } = person
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 120 }}>
      <Menu.Target><Button variant="subtle" size="compact-md" aria-label={t('people.actions', { name: person.name })}><IconDots size={18} aria-hidden /></Button></Menu.Target>
      <Menu.Dropdown>
        {invitation ? <Menu.Item onClick={() => at(post(`/_/invitations/${invitation.id}/resend`), t('people.resent', { name: person.name }))}>{t('people.resend')}</Menu.Item> : null}
        {invitation ? <Menu.Item onClick={() => ask('revoke')}>{t('people.revoke')}</Menu.Item> : null}
        {state === 'locked' ? <Menu.Item onClick={() => at(post(`/_/users/${id}/unlock`), t('people.unlocked', { name: person.name }))}>{t('people.unlock')}</Menu.Item> : null}
        {person.active && !invitation ? <Menu.Item onClick={() => ask('reset')}>{t('people.reset')}</Menu.Item> : null}
        {person.two_factor || person.passkeys > 0 ? <Menu.Item onClick={() => ask('factor')}>{t('people.factor')}</Menu.Item> : null}
        <Menu.Item onClick={() => ask('sign-ins')}>{t('people.sign_ins')}</Menu.Item>
        <Menu.Item component={Link} to={`/_/audit?actor=${id}`}>{t('people.did')}</Menu.Item>
        <Menu.Item component={Link} to={`/_/why?user=${id}`}>{t('people.why')}</Menu.Item>
        <Menu.Divider />
        {person.active ? <Menu.Item color="red" onClick={() => ask('shut')}>{t('people.shut')}</Menu.Item> : <Menu.Item onClick={() => at(() => patchRecord(model.byKey.get('user')?.name ?? 'user', id, { active: true }), t('people.opened', { name: person.name }))}>{t('people.open')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

function Ask({ doing: { what, person }, close }: { doing: Doing; close: () => void }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const name = { name: person.name }
  const run = (): Promise<unknown> => {
    if (what === 'shut') return patchRecord(model.byKey.get('user')?.name ?? 'user', person.id, { active: false })
    if (what === 'reset') return request(`/_/users/${person.id}/reset`, { method: 'POST', body: {} })
    return request(what === 'revoke' ? `/_/invitations/${person.invitation?.id}` : `/_/users/${person.id}/two-factor`, { method: 'DELETE' })
  }
  return <Confirm title={t(`people.ask.${what}`, name)} text={t(`people.ask_text.${what}`, name)} button={t(`people.ask_do.${what}`)} danger={what !== 'reset'} run={run} close={close} />
}
