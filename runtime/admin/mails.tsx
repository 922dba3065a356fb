import { Alert, Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { request } from '../client/request.ts'
import { useDebounced } from '../shell/debounced.ts'
import { FailureState, Waiting } from '../shell/states.tsx'
import { addTexts } from '../texts/index.ts'
import { upkeepTexts } from '../texts/upkeep.ts'
import { dateTimeText } from '../widgets/format.ts'
import { useTask } from './me/section.tsx'
import { PlainTable } from './plain-table.tsx'

addTexts(upkeepTexts)

const states = ['waiting', 'sending', 'sent', 'file', 'failed'] as const
const tones: Readonly<Record<string, string>> = { sent: 'ok', file: 'warn', failed: 'danger' }
interface Letter { readonly id: string; readonly recipient: string; readonly subject: string; readonly body: string; readonly state: string; readonly error: string | null; readonly attempts: number; readonly tried_at: string | null }

/** Every letter and what became of it. */
export function MailsScreen() {
  const { t } = useTranslation()
  const [query, setQuery] = useSearchParams()
  const [open, setOpen] = useState<string | null>(null)
  const state = query.get('state')
  const search = useDebounced(query.get('search') ?? '', 200)
  const set = (name: string, value: string): void => setQuery((old) => { if (value) old.set(name, value); else old.delete(name); return old }, { replace: true })
  return (
    <>
      <PlainTable title={t('admin.mails')} path="/_/mails" query={{ state: state ?? undefined, search: search || undefined }} columns={['created_at', 'recipient', 'subject', 'purpose', 'state', 'attempts', 'error']}
        filters={<><TextInput label={t('upkeep.find_mail')} type="search" value={query.get('search') ?? ''} onChange={(event) => set('search', event.currentTarget.value)} />
          <Select clearable clearButtonProps={{ 'aria-label': t('record.clear') }} label={t('admin.column.state')} placeholder={t('admin.any')} value={state} onChange={(value) => set('state', value ?? '')} data={states.map((value) => ({ value, label: t(`upkeep.mail.${value}`) }))} /></>}
        cells={{
          purpose: (row) => t(`upkeep.purpose.${String(row['purpose'])}`), state: (row) => <span className="dot" data-tone={tones[String(row['state'])]}>{t(`upkeep.mail.${String(row['state'])}`)}</span>,
          error: (row) => (row['error'] === 'outdated' ? t('upkeep.outdated') : undefined),
        }}
        empty={{ title: t('upkeep.no_mail'), text: t('upkeep.no_mail_text') }}
        end={(row) => <Button size="compact-md" variant="default" aria-label={t('upkeep.open_mail', { subject: String(row['subject']) })} onClick={() => setOpen(String(row['id']))}>{t('upkeep.open')}</Button>} />
      {open ? <LetterDialog id={open} close={() => setOpen(null)} /> : null}
    </>
  )
}

/** The letter as text, which runs nothing; where a link opens an account there is only its place. */
function LetterDialog({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { run, busy, told } = useTask()
  const letter = useQuery({ queryKey: ['system', '/_/mails', id], queryFn: () => request<Letter>(`/_/mails/${id}`) })
  const resend = (): void => void run(async () => {
    await request(`/_/mails/${id}/resend`, { method: 'POST', body: {} })
    await queries.invalidateQueries({ queryKey: ['system', '/_/mails'] })
  }, t('upkeep.resent'))
  const { data } = letter
  return (
    <Modal opened onClose={close} size="lg" title={data?.subject ?? ''} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {letter.isError ? <FailureState error={letter.error} retry={() => void letter.refetch()} /> : null}
      {letter.isPending ? <Waiting /> : null}
      {data ? (
        <>
          <p>{t('upkeep.to', { recipient: data.recipient })}{data.tried_at ? ` · ${dateTimeText(data.tried_at)}` : ''}</p>
          {data.error ? <Alert color="red" mb="sm">{data.error === 'outdated' ? t('upkeep.outdated') : data.error}</Alert> : null}
          {told}
          <pre className="letter" dir="auto" tabIndex={0}>{data.body.replaceAll('{link}', `‹${t('upkeep.secret_link')}›`)}</pre>
          <Group justify="flex-end"><Button variant="default" onClick={close}>{t('shell.close')}</Button><Button loading={busy} onClick={resend}>{t('upkeep.resend')}</Button></Group>
        </>
      ) : null}
    </Modal>
  )
}
