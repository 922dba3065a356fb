import { Button, Group, Modal, Radio } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { mergeRecord } from '../form/merge.ts'
import type { RecordStore, Values } from '../form/record-store.ts'
import { fieldOf } from '../model/model.ts'
import { Shown } from '../widgets/display.tsx'

interface ConflictProps { readonly entity: ClientEntity; readonly theirs: Row; readonly store: RecordStore; readonly close: () => void; readonly save: () => Promise<boolean> }

/** What is computed follows from what was typed: nobody is asked about it. */
const typed = (entity: ClientEntity, changed: Values): Values =>
  Object.fromEntries(Object.entries(changed).filter(([name]) => fieldOf(entity, name)?.formula === null))

/** Someone saved first: only what both changed is asked; everything else merges by itself. */
export function ConflictDialog({ entity, theirs, store, close, save }: ConflictProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const merge = useMemo(() => mergeRecord(store.base(), theirs, typed(entity, store.changed())), [entity, theirs, store])
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set(merge.conflicts.map((one) => one.field)))
  const choose = (field: string, own: boolean): void => setMine((old) => new Set(own ? [...old, field] : [...old].filter((other) => other !== field)))
  const apply = (): void => {
    const chosen = Object.fromEntries(merge.conflicts.filter((one) => mine.has(one.field)).map((one) => [one.field, one.mine]))
    queries.setQueryData(['record', entity.name, theirs.id], theirs)
    store.rebase(theirs, { ...merge.mine, ...chosen })
    close()
    void save()
  }
  return (
    <Modal opened onClose={close} size="xl" title={t('record.conflict')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t(merge.conflicts.length ? 'record.conflict_text' : 'record.conflict_none')}</p>
      <div className="scroll-x"><table className="merge">
        {merge.conflicts.length ? <thead><tr><th scope="col">{t('list.field')}</th><th scope="col">{t('record.before')}</th><th scope="col">{t('record.theirs')}</th><th scope="col">{t('record.mine')}</th></tr></thead> : null}
        <tbody>
          {merge.conflicts.map((one) => {
            const field = fieldOf(entity, one.field)
            return field ? (
              <tr key={one.field}>
                <th scope="row">{field.label}</th>
                <td><Shown field={field} value={one.base} /></td>
                <td><Radio name={one.field} checked={!mine.has(one.field)} onChange={() => choose(one.field, false)} label={<Shown field={field} value={one.theirs} />} /></td>
                <td><Radio name={one.field} checked={mine.has(one.field)} onChange={() => choose(one.field, true)} label={<Shown field={field} value={one.mine} />} /></td>
              </tr>
            ) : null
          })}
        </tbody>
      </table></div>
      <Group justify="flex-end" mt="md"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button onClick={apply}>{t('record.merge')}</Button></Group>
    </Modal>
  )
}
