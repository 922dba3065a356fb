import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation } from 'react-router'
import { useLook } from '../client/look.ts'
import { follow } from '../client/live.ts'
import { readMeta, readSession, readSetup } from '../client/system.ts'
import { WorkspaceProvider } from '../model/context.tsx'
import { createModel } from '../model/model.ts'
import { isLanguage, speak } from '../texts/index.ts'
import { Shell } from './shell.tsx'
import { FailureState } from './states.tsx'

/** Session, then model, then the shell; without a session the sign-in, and before the first administrator the set-up. */
export function WorkspaceRoot() {
  const { i18n } = useTranslation()
  const place = useLocation()
  const session = useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: Number.POSITIVE_INFINITY })
  const setup = useQuery({ queryKey: ['setup'], queryFn: readSetup, enabled: session.data === null })
  const meta = useQuery({ queryKey: ['meta', i18n.language], queryFn: () => readMeta(i18n.language), enabled: Boolean(session.data), placeholderData: (old) => old })
  const model = useMemo(() => (meta.data ? createModel(meta.data) : null), [meta.data])
  const workspace = useMemo(() => (model && session.data ? { model, session: session.data } : null), [model, session.data])
  useLook()
  useLive(session.data?.user.id ?? null)
  useUserLanguage(session.data?.user.language)
  if (session.isError) return <FailureState error={session.error} retry={() => void session.refetch()} />
  if (session.data === null) {
    if (setup.isPending && setup.isFetching) return null
    return <Navigate replace to={setup.data?.needed ? '/_/setup' : `/_/sign-in?next=${encodeURIComponent(place.pathname + place.search)}`} />
  }
  if (meta.isError && !meta.data) return <FailureState error={meta.error} retry={() => void meta.refetch()} />
  return workspace ? <WorkspaceProvider value={workspace}><Shell /></WorkspaceProvider> : null
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
