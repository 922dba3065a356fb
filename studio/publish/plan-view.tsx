import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Change } from '../../metadata/change/diff.ts'
import type { Step } from '../../metadata/change/step.ts'
import { useWorkspace } from '../../runtime/model/context.tsx'
import type { MeasuredLoss } from '../client/publishing.ts'
import { byObject, changeWords, signOf } from '../words/changes.ts'
import { lossWords } from '../words/losses.ts'
import { useSay } from '../words/say.ts'
import { byTable, type Risk, stepRisk, stepWords } from '../words/steps.ts'

const tones: Readonly<Record<Risk, string>> = { safe: 'ok', work: 'warn', loss: 'danger' }

/** What changes, object by object. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation()
  const say = useSay()
  if (changes.length === 0) return <p className="muted">{t('studio.no_changes')}</p>
  return byObject(changes, say).map((group) => (
    <section key={group.title} className="plan-group">
      <h3 dir="auto">{group.title}</h3>
      <ul className="plan-list">{group.changes.map((change, at) => <li key={at} data-sign={signOf(change)}><span aria-hidden className="sign">{signOf(change)}</span><span dir="auto">{changeWords(change, say)}</span></li>)}</ul>
    </section>
  ))
}

/** What is done to the database, table by table, each step with its risk. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation()
  const say = useSay()
  if (steps.length === 0) return <p className="muted">{t('studio.no_steps')}</p>
  return byTable(steps).map(({ table, steps: inner }) => (
    <section key={table} className="plan-group">
      <h3 dir="auto">{table ? say.table(table) : t('studio.indexes')}{table && say.table(table) !== table ? <code className="muted">{table}</code> : null}</h3>
      <ul className="plan-list">
        {inner.map((step, at) => <li key={at}><span dir="auto">{stepWords(step, say)}</span><span className="dot" data-tone={tones[stepRisk(step)]}>{t(`studio.risk.${stepRisk(step)}`)}</span></li>)}
      </ul>
    </section>
  ))
}

/** Each loss with the rows that it concerns; they open in another tab, so that the plan stays. */
export function Losses({ losses }: { losses: readonly MeasuredLoss[] }) {
  const { t } = useTranslation()
  const say = useSay()
  return losses.map((loss, at) => (
    <section key={at} className="plan-group loss" data-tone={loss.kind === 'required' ? 'warn' : 'danger'}>
      <h3 dir="auto">{lossWords(loss, say)}</h3>
      {loss.rows.length > 0 ? <LossRows loss={loss} /> : null}
      {loss.rows.length > 0 && loss.count > loss.rows.length ? <p className="muted">{t('studio.more_rows', { count: loss.count - loss.rows.length })}</p> : null}
    </section>
  ))
}

function LossRows({ loss }: { loss: MeasuredLoss }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const entity = model.byKey.get(loss.entity)
  return (
    <div className="loss-rows" tabIndex={0} role="region" aria-label={t('studio.rows_concerned')}>
      <table className="plain">
        <thead><tr><th scope="col">{t('studio.row')}</th><th scope="col">{t('studio.value')}</th></tr></thead>
        <tbody>
          {loss.rows.map((row) => (
            <tr key={row.id}>
              <td>{entity && !entity.parent ? <Link target="_blank" to={`/_/${entity.name}/${row.id}`}><code>{row.id.slice(-8)}</code></Link> : <code>{row.id.slice(-8)}</code>}</td>
              <td dir="auto">{row.value === null || row.value === '' ? <span className="muted">{t('record.empty')}</span> : row.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
