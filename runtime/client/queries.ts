import { QueryClient } from '@tanstack/react-query'
import { Failure } from './failure.ts'

const retry = (count: number, error: unknown): boolean => count < 2 && (!(error instanceof Failure) || error.status === 0 || error.status >= 500)

export const createQueries = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, gcTime: 300_000, refetchOnWindowFocus: false, retry } } })
