import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation } from 'react-router'
import { useLook } from '../client/look.ts'
import { follow } from '../client/live.ts'
import { readMeta, readSession, readSetup } from '../client/system.ts'
import { WorkspaceProvider } from '../model/context.tsx'
import { createModel } from '../model/model.ts'
import { isLanguage, speak } from '../texts/index.ts'
import { Shell } from './shell.tsx'
import { EmptyState, FailureState } from './states.tsx'

/** A page that was opened while the server could not be reached goes on when it can. */
const again = 4_000

/** Session, then model, then the shell; without a session the sign-in, and before the first administrator the set-up. */
export function WorkspaceRoot() {
  const { t, i18n } = useTranslation()
  const place = useLocation()
  const session = useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: Number.POSITIVE_INFINITY, refetchInterval: ({ state }) => (state.status === 'error' ? again : false) })
  const setup = useQuery({ queryKey: ['setup'], queryFn: readSetup, enabled: session.data === null })
  // A page with something typed in it stays where it is when the session ends or cannot be asked for; the guard asks for the password over it.
  const [known, setKnown] = useState(session.data ?? null)
  if (session.data && session.data !== known) setKnown(session.data)
  const current = session.data ?? known
  const meta = useQuery({ queryKey: ['meta', i18n.language], queryFn: () => readMeta(i18n.language), enabled: Boolean(current), placeholderData: (old) => old })
  const model = useMemo(() => (meta.data ? createModel(meta.data) : null), [meta.data])
  const workspace = useMemo(() => (model && current ? { model, session: current } : null), [model, current])
  useLook()
  useLive(current?.user.id ?? null)
  useUserLanguage(current?.user.language)
  if (session.isError && !current) return <FailureState error={session.error} retry={() => void session.refetch()} />
  // Opened without a connection: goes on by itself when there is one.
  if (session.fetchStatus === 'paused' && session.data === undefined) return <EmptyState title={t('shell.offline_title')} text={t('shell.offline')} />
  if (session.data === null && !current) {
    if (setup.isPending && setup.isFetching) return null
    return <Navigate replace to={setup.data?.needed ? '/_/setup' : `/_/sign-in?next=${encodeURIComponent(place.pathname + place.search)}`} />
  }
  if (meta.isError && !meta.data) return <FailureState error={meta.error} retry={() => void meta.refetch()} />
  return workspace ? <WorkspaceProvider value={workspace}><Shell ended={session.data === null} /></WorkspaceProvider> : null
}

function useLive(user: string | null): void {
  const queries = useQueryClient()
  useEffect(() => (user ? follow(queries, user) : undefined), [user, queries])
}
/** The language kept with the user counts until one is chosen on this device. */
function useUserLanguage(language: string | null | undefined): void {
  useEffect(() => {
    if (isLanguage(language) && !localStorage.getItem('language')) void speak(language)
  }, [language])
}
