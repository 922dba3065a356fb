import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../client/failure.ts'
import { request } from '../client/request.ts'
import { useFailureText } from '../shell/states.tsx'
import { PlainTable } from './plain-table.tsx'

/** What ships with the platform; installing puts its layer on the stack, and the menus have it at once. */
export function TemplatesScreen() {
  const { t } = useTranslation()
  const say = useFailureText()
  const queries = useQueryClient()
  const [state, setState] = useState<{ readonly busy?: string; readonly problem?: string }>({})
  const install = async (name: string): Promise<void> => {
    setState({ busy: name })
    try {
      await request(`/_/templates/${name}/install`, { method: 'POST', body: {} })
      setState({})
      await queries.invalidateQueries()
    } catch (error) {
      setState({ problem: say(asFailure(error)) })
    }
  }
  return (
    <>
      {state.problem ? <div className="bar" data-tone="danger" role="alert">{state.problem}</div> : null}
      <PlainTable title={t('admin.templates')} path="/_/templates" columns={['label', 'description', 'version']} end={(row) => row['installed'] === true
        ? <span className="muted">{t('admin.installed')}</span>
        : <Button size="compact-sm" variant="default" loading={state.busy === row['name']} onClick={() => void install(String(row['name']))}>{t('admin.install')}</Button>} />
    </>
  )
}
