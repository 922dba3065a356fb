import { Button, Group, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../client/failure.ts'
import { request } from '../client/request.ts'
import type { View } from '../model/views.ts'
import { useFailureText } from '../shell/states.tsx'

/** What can be done with the selected rows; all of it in one transaction. */
export function SelectionBar({ view, selected, clear, deleted }: { view: View; selected: ReadonlySet<string>; clear: () => void; deleted: boolean }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  if (!selected.size) return null
  const run = async (): Promise<void> => {
    setAsking(false)
    try {
      await request('/_/batch', { method: 'POST', body: [...selected].map((id) => ({ do: deleted ? 'restore' : 'delete', entity: view.entity.name, id })) })
      clear()
      setProblem(null)
    } catch (error) {
      setProblem(say(asFailure(error)))
    }
    await queries.invalidateQueries({ queryKey: ['list', view.entity.name] })
  }
  const count = selected.size
  return (
    <div className="selection" role="region" aria-label={t('list.selected', { count: String(count) })}>
      <span>{t('list.selected', { count: String(count) })}</span>
      {deleted ? <Button size="compact-sm" variant="default" onClick={() => void run()}>{t('record.restore')}</Button> : view.entity.may.delete ? <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>{t('record.delete')}</Button> : null}
      <Button size="compact-sm" variant="subtle" onClick={clear}>{t('list.clear_selection')}</Button>
      {problem ? <span role="alert">{problem}</span> : null}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('list.delete_title', { count: String(count), plural: view.entity.plural })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('record.delete_text')}</p>
        <Group justify="flex-end"><Button variant="default" onClick={() => setAsking(false)}>{t('record.cancel')}</Button><Button color="red" onClick={() => void run()}>{t('record.delete')}</Button></Group>
      </Modal>
    </div>
  )
}
