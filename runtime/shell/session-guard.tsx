import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { onExpired } from '../client/request.ts'
import { readSession } from '../client/system.ts'
import { useWorkspace } from '../model/context.tsx'

const SignInDialog = lazy(() => import('./sign-in-dialog.tsx').then((file) => ({ default: file.SignInDialog })))

type Waiting = (signedIn: boolean) => void

/**
 * When the session ends, asks for the password over the page; the waiting requests then go on. Whoever comes as somebody else gets
 * a page of his own: nothing of one person goes on under the name of another.
 */
export function SessionGuard({ ended }: { ended: boolean }) {
  const queries = useQueryClient()
  const { session } = useWorkspace()
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const [put, putOff] = useState(false)
  useEffect(() => {
    onExpired(() => new Promise((resolve) => setWaiting((others) => [...others, resolve])))
    return () => onExpired(null)
  }, [])
  const answer = async (signedIn: boolean): Promise<void> => {
    const now = signedIn ? await readSession().catch(() => null) : null
    if (now && now.user.id !== session.user.id) return location.reload()
    for (const go of waiting) go(now !== null)
    setWaiting([])
    putOff(now === null)
    if (!now) return
    queries.setQueryData(['session'], now)
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' && queryKey[0] !== 'session' })
  }
  return waiting.length > 0 || (ended && !put) ? <Suspense><SignInDialog answer={(signedIn) => void answer(signedIn)} /></Suspense> : null
}
