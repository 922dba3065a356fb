import { lazy, Suspense, useEffect, useState } from 'react'
import { onExpired } from '../client/request.ts'

const SignInDialog = lazy(() => import('./sign-in-dialog.tsx').then((file) => ({ default: file.SignInDialog })))

type Waiting = (signedIn: boolean) => void

/** When the session ends, asks for the password over the page; the waiting requests then go on. */
export function SessionGuard() {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  useEffect(() => {
    onExpired(() => new Promise((resolve) => setWaiting((others) => [...others, resolve])))
    return () => onExpired(null)
  }, [])
  const answer = (signedIn: boolean): void => {
    for (const go of waiting) go(signedIn)
    setWaiting([])
  }
  return waiting.length > 0 ? <Suspense><SignInDialog answer={answer} /></Suspense> : null
}
