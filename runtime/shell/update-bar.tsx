import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientModel } from '../../metadata/api/client-model.ts'
import { onUnknown } from '../client/request.ts'
import { readNewerMeta } from '../client/system.ts'
import { useWorkspace } from '../model/context.tsx'

const every = 60_000
/** Refusals come in bursts; one question answers them all. */
const rest = 3_000

/** A newer model is taken when its reader says so: never under what is being typed. */
export function UpdateBar() {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const newer = useNewer(i18n.language)
  if (!newer) return null
  const take = (): void => {
    queries.setQueryData(['meta', i18n.language], newer)
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' && queryKey[0] !== 'session' })
  }
  return <div className="bar" role="status">{t('shell.newer')}<Button size="compact-sm" variant="default" onClick={take}>{t('shell.update')}</Button></div>
}

/** Asks on focus, now and then, and after the server did not know what was asked for. */
function useNewer(language: string): ClientModel | null {
  const { version } = useWorkspace().model
  const [newer, setNewer] = useState<ClientModel | null>(null)
  const asked = useRef(0)
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'hidden' || Date.now() - asked.current < rest) return
      asked.current = Date.now()
      void readNewerMeta(language, version).then(setNewer)
    }
    const timer = setInterval(ask, every)
    addEventListener('focus', ask)
    onUnknown(ask)
    return () => { clearInterval(timer); removeEventListener('focus', ask); onUnknown(null) }
  }, [language, version])
  return newer && newer.version !== version && newer.language === language ? newer : null
}
