import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '../client/account-admin.ts'
import { address, request } from '../client/request.ts'
import { readList } from '../client/system.ts'
import { addTexts } from '../texts/index.ts'
import { upkeepTexts } from '../texts/upkeep.ts'
import { sizeText } from '../widgets/format.ts'
import { Confirm } from './confirm.tsx'
import { useTask } from './me/section.tsx'
import { type Plain, PlainTable } from './plain-table.tsx'

addTexts(upkeepTexts)
const path = '/_/backups'
const tones: Readonly<Record<string, string>> = { done: 'ok', running: 'warn', failed: 'danger' }

/** Backups that were made here; each is a file to take away. Putting one back is the command line's. */
export function BackupsScreen() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { run, busy, told } = useTask()
  const [dropping, setDropping] = useState<Plain | null>(null)
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey: ['system', path] })
  // Looks again while one is being made.
  const watched = useQuery({ queryKey: ['system', path, 'watch'], queryFn: async () => { const rows = await readList<Plain>(path); return rows.some((row) => row['state'] === 'running') }, refetchInterval: ({ state }) => (state.data ? 1000 : false) })
  const begin = (): void => void run(async () => { await request(path, { method: 'POST', body: {} }); await again() }, t('upkeep.backup_begun'))
  return (
    <>
      <PlainTable key={String(watched.data)} title={t('admin.backups')} path={path} columns={['started_at', 'state', 'size', 'rows', 'files', 'error']} note={<><p className="muted lead">{t('upkeep.backup_text')}</p>{told}</>}
        action={<Button loading={busy} disabled={watched.data === true} onClick={begin}>{t('upkeep.backup_now')}</Button>}
        cells={{ state: (row) => <span className="dot" data-tone={tones[String(row['state'])]}>{t(`upkeep.backup.${String(row['state'])}`)}</span>, size: (row) => (typeof row['size'] === 'number' ? sizeText(row['size']) : '–') }}
        empty={{ title: t('upkeep.no_backup'), text: t('upkeep.no_backup_text') }}
        end={(row) => (row['state'] === 'running' ? null : <Group gap="xs" justify="flex-end" wrap="nowrap">{row['state'] === 'done' ? <Button size="compact-md" variant="default" onClick={() => download(address(`${path}/${String(row['id'])}/file`))}>{t('upkeep.download')}</Button> : null}<Button size="compact-md" variant="subtle" onClick={() => setDropping(row)}>{t('upkeep.drop')}</Button></Group>)} />
      {dropping ? <Confirm danger title={t('upkeep.drop_backup')} text={t('upkeep.drop_backup_text')} button={t('upkeep.drop')} run={() => request(`${path}/${String(dropping['id'])}`, { method: 'DELETE' })} close={() => { setDropping(null); void again() }} /> : null}
    </>
  )
}
