import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../client/request.ts'
import { FailureState, Waiting } from '../shell/states.tsx'
import { dateTimeText } from '../widgets/format.ts'
import { deviceOf } from './me/device.ts'

interface Row { readonly id: number; readonly at: string; readonly kind: string; readonly ip: string | null; readonly agent: string | null }

/** How a person came in lately, and how somebody failed to. */
export function SignIns({ person, close }: { person: { readonly id: string; readonly name: string }; close: () => void }) {
  const { t } = useTranslation()
  const list = useQuery({ queryKey: ['system', 'sign-ins', person.id], queryFn: () => request<{ rows: readonly Row[] }>(`/_/users/${person.id}/sign-ins`) })
  return (
    <Modal opened onClose={close} size="lg" title={t('people.sign_ins_of', { name: person.name })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {list.isError ? <FailureState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data?.rows.length === 0 ? <p>{t('people.no_sign_ins')}</p> : null}
      {list.data?.rows.length ? (
        <div className="scroll-x"><table className="plain"><thead><tr>{['at', 'how', 'place', 'device'].map((name) => <th key={name} scope="col">{t(`admin.column.${name}`)}</th>)}</tr></thead>
          <tbody>{list.data.rows.map((row) => <tr key={row.id}><td>{dateTimeText(row.at)}</td><td><span className="dot" data-tone={row.kind.startsWith('wrong') ? 'danger' : 'ok'}>{t(`people.way.${row.kind}`)}</span></td><td>{row.ip ?? '–'}</td><td>{deviceOf(row.agent) || '–'}</td></tr>)}</tbody></table></div>
      ) : null}
    </Modal>
  )
}
