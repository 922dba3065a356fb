import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import { type Loaded, type Outcome, refusedCsv } from './import-file.ts'

interface ResultProps { readonly outcome: Outcome; readonly file: Loaded; readonly fields: readonly (string | null)[]; readonly entity: ClientEntity; readonly root: string }
const shown = 100

/** What would be, or was, done; and each refused row with its value and what is wrong with it. */
export function Result({ outcome, file, fields, entity, root }: ResultProps) {
  const { t } = useTranslation()
  const { created, updated, refused, written } = outcome
  const label = ({ path }: Problem): string => { const name = path.split('/')[1] ?? ''; return entity.fields.find((field) => field.name === name)?.label ?? name }
  const value = (row: number, { path }: Problem): string => file.rows[row - 2]?.[fields.indexOf(path.split('/')[1] ?? '')] ?? ''
  const download = (): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([refusedCsv(file, refused, { problem: t('transfer.problem'), say: (problem) => problem.message })], { type: 'text/csv' }))
    link.download = file.name.replace(/(\.\w+)?$/, '-refused.csv')
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" className="count" role="status"><span className="dot" data-tone={refused.length > 0 ? 'warn' : 'ok'}>{t(written ? 'transfer.done' : 'transfer.ready', { created, updated, refused: refused.length })}</span></h2>
      {written ? <p><Button component={Link} to={root}>{t('transfer.open_list')}</Button></p> : null}
      {refused.length > 0 ? (
        <>
          <Group justify="space-between"><h3>{t('transfer.refused')}</h3><Button size="compact-sm" variant="default" onClick={download}>{t('transfer.download')}</Button></Group>
          <div className="scroll-x"><table className="plain" data-cards>
            <thead><tr><th scope="col">{t('transfer.row')}</th><th scope="col">{t('transfer.field')}</th><th scope="col">{t('transfer.sample')}</th><th scope="col">{t('transfer.problem')}</th></tr></thead>
            <tbody>{refused.slice(0, shown).flatMap(({ row, problems }) => problems.map((problem, at) => (
              <tr key={`${row} ${at}`}><td data-label={t('transfer.row')}>{row}</td><td dir="auto" data-label={t('transfer.field')}>{label(problem)}</td><td dir="auto" data-label={t('transfer.sample')}>{value(row, problem)}</td><td dir="auto" data-label={t('transfer.problem')}>{problem.message}</td></tr>
            )))}</tbody>
          </table></div>
          {refused.length > shown ? <p className="muted">{t('transfer.more', { count: refused.length - shown })}</p> : null}
        </>
      ) : null}
    </section>
  )
}
