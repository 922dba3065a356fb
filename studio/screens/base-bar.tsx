import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { asFailure } from '../../runtime/client/failure.ts'
import { useFailureText } from '../../runtime/shell/states.tsx'
import { deleteDraft, type Draft, draftOf, key, readLive, readLiveLayer, readVersionLayers } from '../client/publishing.ts'
import { bringOver } from '../document/bring-over.ts'

/** Says that something was published since the draft was made, and brings its changes over onto it. */
export function BaseBar({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const queries = useQueryClient()
  const say = useFailureText()
  const live = useQuery({ queryKey: key('live'), queryFn: readLive, staleTime: 0 })
  const [state, setState] = useState<{ readonly busy?: boolean; readonly problem?: string }>({})
  if (!live.data || live.data.version === draft.base) return null
  const named = (name: string) => (layer: { readonly name: string }): boolean => layer.name === name
  const bring = async (): Promise<void> => {
    setState({ busy: true })
    try {
      const { name } = draft.layer
      const base = draft.base === 0 ? undefined : (await readVersionLayers(draft.base)).find(named(name))
      const result = bringOver({ base, mine: draft.layer, live: live.data.layers.some(named(name)) ? await readLiveLayer(name) : undefined })
      const id = await draftOf(result.layer, draft.name)
      await deleteDraft(draft.id)
      await go(`/studio/drafts/${id}${result.conflicts.length > 0 ? `?clashes=${result.conflicts.length}` : ''}`)
      await queries.invalidateQueries({ queryKey: key() })
    } catch (error) {
      setState({ problem: say(asFailure(error)) })
    }
  }
  return (
    <div className="bar" data-tone="warn" role="status">
      {state.problem ?? t('draft.stale', { now: live.data.version, base: draft.base })}
      <Button size="compact-sm" variant="default" loading={state.busy ?? false} onClick={() => void bring()}>{t('draft.bring_over', { version: live.data.version })}</Button>
    </div>
  )
}
