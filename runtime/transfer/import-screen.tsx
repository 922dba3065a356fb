import { Alert, Button, Group, Select } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { asFailure } from '../client/failure.ts'
import { useWorkspace } from '../model/context.tsx'
import { isComputed } from '../model/field-view.ts'
import { usePage } from '../shell/crumbs.tsx'
import { EmptyState, useFailureText } from '../shell/states.tsx'
import { addTexts } from '../texts/index.ts'
import { transferTexts } from '../texts/transfer.ts'
import { type Encoding, encodings, type Separator, separators } from './csv.ts'
import { type Loaded, load, matchColumns, type Outcome, readAs, sendRows } from './import-file.ts'
import { Mapping } from './mapping.tsx'
import { Result } from './result.tsx'

addTexts(transferTexts)

/** A CSV file → its columns on the fields → the whole file checked → written. Everything on one page. */
export function ImportScreen() {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const { app = '', target = '' } = useParams()
  const view = model.views.get(target)
  const entity = view?.entity ?? model.byName.get(target)
  const [file, setFile] = useState<Loaded | null>(null)
  usePage({ label: view?.label ?? entity?.plural ?? '', to: `/${app}/${target}` }, { label: t('transfer.import', { entity: entity?.plural ?? '' }) })
  if (!entity) return <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} />
  if (!entity.may.import) return <EmptyState title={t('transfer.forbidden')} text={t('transfer.forbidden_text')} />
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('transfer.import', { entity: entity.plural })}</h1></div>
      {file ? <Order key={file.name} entity={entity} file={file} set={setFile} root={`/${app}/${target}`} /> : <Choose set={setFile} />}
    </section>
  )
}

function Choose({ set }: { set: (file: Loaded) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (file: File | undefined): void => { if (file) void load(file).then(set) }
  return (
    <div className="drop-zone" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files[0]) }}>
      <EmptyState icon={<IconUpload size={32} aria-hidden />} title={t('transfer.drop')} text={t('transfer.drop_text')} action={<Button onClick={() => input.current?.click()}>{t('transfer.choose')}</Button>} />
      <input ref={input} type="file" hidden accept=".csv,.tsv,.txt,text/csv" aria-label={t('transfer.choose')} onChange={(event) => take(event.currentTarget.files?.[0])} />
    </div>
  )
}

interface OrderProps { readonly entity: ClientEntity; readonly file: Loaded; readonly set: (file: Loaded | null) => void; readonly root: string }
interface Sent { readonly busy?: boolean; readonly problem?: string; readonly outcome?: Outcome }

/** What is asked of the file, and what came of it; a changed question forgets the answer. */
function useOrder({ entity, file, set }: OrderProps) {
  const queries = useQueryClient()
  const say = useFailureText()
  const writable = entity.fields.filter((field) => field.write && !isComputed(field) && field.type !== 'children')
  const [fields, setFields] = useState<readonly (string | null)[]>(() => matchColumns(file.headings, writable))
  const [key, setKey] = useState('')
  const [sent, setSent] = useState<Sent>({})
  const run = async (only: 'try' | 'good' | 'all'): Promise<void> => {
    setSent({ busy: true })
    try {
      setSent({ outcome: await sendRows(file, { entity: entity.name, fields, key, only }) })
      if (only !== 'try') await queries.invalidateQueries({ queryKey: ['list', entity.name] })
    } catch (error) {
      setSent({ problem: say(asFailure(error)) })
    }
  }
  return {
    writable, fields, key, sent, run,
    map: (next: readonly (string | null)[]): void => { setFields(next); setSent({}) },
    findBy: (name: string): void => { setKey(name); setSent({}) },
    again: (change: Partial<Pick<Loaded, 'encoding' | 'separator'>>): void => {
      const next = readAs({ ...file, ...change })
      set(next)
      setFields(matchColumns(next.headings, writable))
      setSent({})
    },
  }
}

/** Why the file cannot be sent as it is read now; '' when it can. */
function useStop({ headings, rows }: Loaded): string {
  const { t } = useTranslation()
  const ragged = rows.findIndex((row) => row.length !== headings.length)
  if (rows.length === 0) return t('transfer.nothing')
  return ragged >= 0 ? t('transfer.ragged', { row: ragged + 2, cells: rows[ragged]!.length, columns: headings.length }) : ''
}

const identifying = new Set(['text', 'email', 'integer', 'sequence'])
function Order(props: OrderProps) {
  const { entity, file, set, root } = props
  const { t } = useTranslation()
  const { writable, fields, key, sent, run, map, findBy, again } = useOrder(props)
  const stop = useStop(file)
  const keys = writable.filter((field) => fields.includes(field.name) && identifying.has(field.type))
  return (
    <>
      <Group className="file-line"><strong dir="auto">{file.name}</strong><span className="muted">{t('transfer.rows', { count: file.rows.length })}</span><Button size="compact-sm" variant="default" onClick={() => set(null)}>{t('transfer.other')}</Button></Group>
      <div className="question">
        <Select label={t('transfer.separator')} allowDeselect={false} value={file.separator} onChange={(value) => again({ separator: value as Separator })} data={separators.map((value) => ({ value, label: t(`transfer.separator.${value === '\t' ? 'tab' : value}`) }))} />
        <Select label={t('transfer.encoding')} allowDeselect={false} value={file.encoding} onChange={(value) => again({ encoding: value as Encoding })} data={encodings.map((value) => ({ value, label: value.toUpperCase() }))} />
        <Select label={t('transfer.key')} allowDeselect={false} value={key} onChange={(value) => findBy(value ?? '')}
          data={[{ value: '', label: t('transfer.key_none') }, ...keys.map((field) => ({ value: field.name, label: field.label })), ...(fields.includes('id') ? [{ value: 'id', label: t('transfer.key_id') }] : [])]} />
      </div>
      {stop ? <Alert color="red" role="alert">{stop}</Alert> : (
        <>
          <Mapping file={file} writable={writable} fields={fields} updating={key !== ''} change={map} />
          {sent.problem ? <Alert color="red" role="alert" mt="sm">{sent.problem}</Alert> : null}
          {sent.outcome ? <Result outcome={sent.outcome} file={file} fields={fields} entity={entity} root={root} /> : null}
          {sent.outcome?.written ? null : <Actions outcome={sent.outcome} busy={sent.busy ?? false} count={file.rows.length} ready={fields.some(Boolean)} run={(only) => void run(only)} />}
        </>
      )}
    </>
  )
}

interface ActionProps { readonly outcome: Outcome | undefined; readonly busy: boolean; readonly count: number; readonly ready: boolean; readonly run: (only: 'try' | 'good' | 'all') => void }
function Actions({ outcome, busy, count, ready, run }: ActionProps) {
  const { t } = useTranslation()
  const good = outcome ? outcome.created + outcome.updated : 0
  return (
    <Group mt="md">
      <Button variant={outcome ? 'default' : 'filled'} loading={busy} disabled={!ready} onClick={() => run('try')}>{t('transfer.check')}</Button>
      {outcome && outcome.refused.length === 0 ? <Button loading={busy} onClick={() => run('all')}>{t('transfer.import_do', { count })}</Button> : null}
      {outcome && outcome.refused.length > 0 && good > 0 ? <Button loading={busy} onClick={() => run('good')}>{t('transfer.import_good', { count: good })}</Button> : null}
    </Group>
  )
}
