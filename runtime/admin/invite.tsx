import { Alert, Button, Group, Modal, MultiSelect, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../client/request.ts'
import { readList } from '../client/system.ts'
import { useWorkspace } from '../model/context.tsx'
import { languages } from '../texts/index.ts'
import { addressesIn } from './addresses.ts'
import { useTask } from './me/section.tsx'
import type { Plain } from './plain-table.tsx'
import { RecordSelect } from './record-select.tsx'

interface Outcome { readonly email: string; readonly outcome: 'invited' | 'known' | 'bad' | 'twice' }
const languageNames = { en: 'English', es: 'Español', zh: '中文' } as const

/** Any number of addresses, as they stand in a mail or a spreadsheet; each gets a letter with a link of his own. */
export function Invite({ close }: { close: () => void }) {
  const { t, i18n } = useTranslation()
  const { model } = useWorkspace()
  const roles = useQuery({ queryKey: ['system', '/_/roles'], queryFn: () => readList<Plain>('/_/roles') })
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [department, setDepartment] = useState('')
  const [language, setLanguage] = useState(i18n.language)
  const [rows, setRows] = useState<readonly Outcome[] | null>(null)
  const { run, busy, told } = useTask()
  const people = addressesIn(text)
  const departments = model.byKey.get('department')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void run(async () => setRows((await request<{ rows: readonly Outcome[] }>('/_/invitations', { method: 'POST', body: { people, roles: chosen, department: department || null, language } })).rows))
  }
  return (
    <Modal opened onClose={close} size="lg" title={t('people.invite')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {rows ? <Outcomes rows={rows} close={close} /> : (
        <form className="form-stack" onSubmit={submit}>
          {told}
          <Textarea label={t('people.addresses')} description={t('people.addresses_text')} autosize minRows={3} maxRows={10} value={text} onChange={(event) => setText(event.currentTarget.value)} required withAsterisk={false} data-autofocus />
          <p className="muted" role="status">{t('people.found', { count: people.length })}</p>
          <MultiSelect label={t('admin.roles')} data={(roles.data ?? []).map((role) => ({ value: String(role['key']), label: String(role['label'] ?? role['key']) }))} value={chosen} onChange={setChosen} comboboxProps={{ withinPortal: false }} />
          {departments ? <RecordSelect label={departments.label} empty={t('people.no_department')} entity={departments} value={department} change={setDepartment} /> : null}
          <Select label={t('people.letter_language')} allowDeselect={false} value={language} onChange={(value) => setLanguage(value ?? 'en')} data={languages.map((value) => ({ value, label: languageNames[value] }))} comboboxProps={{ withinPortal: false }} />
          <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button type="submit" loading={busy} disabled={people.length === 0 || people.length > 200}>{t('people.send', { count: people.length })}</Button></Group>
        </form>
      )}
    </Modal>
  )
}

function Outcomes({ rows, close }: { rows: readonly Outcome[]; close: () => void }) {
  const { t } = useTranslation()
  const sent = rows.filter(({ outcome }) => outcome === 'invited').length
  return (
    <div className="form-stack">
      <Alert role="status">{t('people.sent', { count: sent, all: rows.length })}</Alert>
      <ul className="rows">{rows.filter(({ outcome }) => outcome !== 'invited').map(({ email, outcome }, at) => <li key={`${email}${at}`}><div><strong dir="auto">{email}</strong></div><span className="dot" data-tone="warn">{t(`people.outcome.${outcome}`)}</span></li>)}</ul>
      <Group justify="flex-end"><Button onClick={close}>{t('shell.close')}</Button></Group>
    </div>
  )
}
