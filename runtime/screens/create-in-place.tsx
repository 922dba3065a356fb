import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import { CreateTargetProvider, type NewTarget } from '../widgets/create-target.ts'

const CreateDrawer = lazy(() => import('./create-drawer.tsx').then((file) => ({ default: file.CreateDrawer })))

/** Lets the pickers of a form make a record that does not exist yet, beside the form and without leaving it. */
export function CreateInPlace({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<NewTarget | null>(null)
  const opener = useRef<Element | null>(null)
  const open = useCallback((next: NewTarget): void => { opener.current = document.activeElement; setTarget(next) }, [])
  const close = (): void => {
    setTarget(null)
    const back = opener.current
    requestAnimationFrame(() => requestAnimationFrame(() => { if (back instanceof HTMLElement) back.focus() }))
  }
  return (
    <CreateTargetProvider value={open}>
      {children}
      {target ? <CreateTargetProvider value={null}><Suspense><CreateDrawer target={target} close={close} /></Suspense></CreateTargetProvider> : null}
    </CreateTargetProvider>
  )
}
