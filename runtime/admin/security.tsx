import { Alert, Button, Checkbox, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../client/request.ts'
import { readList } from '../client/system.ts'
import { usePage } from '../shell/crumbs.tsx'
import { FailureState } from '../shell/states.tsx'
import { administrationTexts } from '../texts/administration.ts'
import { addTexts } from '../texts/index.ts'
import { upkeepTexts } from '../texts/upkeep.ts'
import { Section, useTask } from './me/section.tsx'

addTexts(administrationTexts, upkeepTexts)

interface Role { readonly key: string; readonly label?: string }
interface Provider { readonly enabled: boolean; readonly issuer?: string; readonly client?: string; readonly new_people?: string; readonly new_roles?: readonly string[]; readonly callback?: string }
interface Tested { readonly ok: boolean; readonly faults: readonly string[]; readonly detail: string; readonly took: number }

/** How people come in: which roles need a second factor, and the provider of the organisation. */
export function SecurityScreen() {
  const { t } = useTranslation()
  usePage({ label: t('admin.security') })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('admin.security')}</h1></div>
      <Required />
      <OpenId />
    </section>
  )
}

function Required() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { run, busy, told } = useTask()
  const roles = useQuery({ queryKey: ['system', '/_/roles'], queryFn: () => readList<Role>('/_/roles') })
  const stored = useQuery({ queryKey: ['system', '/_/two-factor/roles'], queryFn: () => request<{ roles: readonly string[] }>('/_/two-factor/roles') })
  const [changed, setChanged] = useState<readonly string[] | null>(null)
  const chosen = changed ?? stored.data?.roles ?? []
  const all = [...(roles.data?.some(({ key }) => key === 'administrator') ? [] : [{ key: 'administrator' }]), ...(roles.data ?? [])]
  const save = (): void => void run(async () => {
    await request('/_/two-factor/roles', { method: 'PUT', body: { roles: chosen } })
    await queries.invalidateQueries({ queryKey: ['system', '/_/two-factor/roles'] })
    setChanged(null)
  }, t('upkeep.saved'))
  return (
    <Section id="required" title={t('upkeep.required')} text={t('upkeep.required_text')}>
      {roles.isError ? <FailureState error={roles.error} retry={() => void roles.refetch()} /> : null}
      {told}
      {all.map(({ key, label }) => <Checkbox key={key} label={label ?? key} checked={chosen.includes(key)} onChange={(event) => setChanged(event.currentTarget.checked ? [...chosen, key] : chosen.filter((one) => one !== key))} />)}
      <Group><Button loading={busy} disabled={!changed} onClick={save}>{t('upkeep.save')}</Button></Group>
    </Section>
  )
}

function OpenId() {
  const { t } = useTranslation()
  const settings = useQuery({ queryKey: ['system', '/_/oidc/settings'], queryFn: () => request<Provider>('/_/oidc/settings') })
  const [tested, setTested] = useState<Tested | null>(null)
  const { run, busy, told } = useTask()
  const data = settings.data
  return (
    <Section id="openid" title={t('upkeep.openid')} text={t('upkeep.openid_text')}>
      {settings.isError ? <FailureState error={settings.error} retry={() => void settings.refetch()} /> : null}
      {data && !data.enabled ? <p className="muted">{t('upkeep.openid_none')}</p> : null}
      {data?.enabled ? (
        <>
          <div className="figure"><dl>
            <dt>{t('upkeep.issuer')}</dt><dd>{data.issuer}</dd><dt>{t('upkeep.client')}</dt><dd>{data.client}</dd><dt>{t('upkeep.callback')}</dt><dd>{data.callback}</dd>
            <dt>{t('upkeep.new_people')}</dt><dd>{t(`upkeep.new_people.${data.new_people ?? 'refuse'}`)}{data.new_roles?.length ? ` (${data.new_roles.join(', ')})` : ''}</dd>
          </dl></div>
          {told}
          {tested ? <Alert color={tested.ok ? 'green' : 'red'} role="status">{tested.ok ? t('upkeep.openid_ok', { took: tested.took }) : tested.faults.map((fault) => t(`upkeep.fault.${fault}`)).join(' ')}{tested.detail ? <><br /><code className="key">{tested.detail}</code></> : null}</Alert> : null}
          <Group><Button variant="default" loading={busy} onClick={() => void run(async () => setTested(await request<Tested>('/_/oidc/test', { method: 'POST', body: {} })))}>{t('upkeep.test')}</Button></Group>
        </>
      ) : null}
    </Section>
  )
}
