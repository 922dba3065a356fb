import { useEffect, useRef, useState } from 'react'
import type { Problem } from '../../metadata/base/problem.ts'
import type { Layer } from '../../metadata/model/model.ts'
import type { Stack } from '../draft/effective.ts'
import { changedPlaces } from '../document/objects.ts'
import type { FromChecker, ToChecker } from './checker.ts'
// oxlint-disable-next-line import/default
import address from './worker.ts?worker&url'

interface TrustedTypes { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } }
/** The page may only start scripts whose address went through a policy; this one lets through the one address that the build made. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('officina-checker', { createScriptURL: (url) => (url === address ? url : '') })
const open = (): Worker => new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' })

/** What is wrong in the whole set as the draft would make it; null while that is not known yet. */
export function useChecker(layer: Layer, stack: Stack): readonly Problem[] | null {
  const [problems, setProblems] = useState<readonly Problem[] | null>(null)
  const worker = useRef<Worker | null>(null)
  const told = useRef<Layer | null>(null)
  const asked = useRef(0)
  useEffect(() => {
    const one = open()
    worker.current = one
    told.current = null
    one.onmessage = ({ data }: MessageEvent<FromChecker>) => { if (data.ask === asked.current) setProblems(data.problems) }
    return () => { one.terminate(); worker.current = null }
  }, [stack])
  useEffect(() => {
    if (!worker.current || told.current === layer) return
    asked.current++
    const message: ToChecker = told.current === null
      ? { say: 'open', layers: [...stack.below, layer, ...stack.above], name: layer.name, ask: asked.current }
      : { say: 'put', places: changedPlaces(told.current, layer), ask: asked.current }
    told.current = layer
    worker.current.postMessage(message)
  }, [layer, stack])
  return problems
}
