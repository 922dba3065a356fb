import { onlineManager, QueryClient } from '@tanstack/react-query'
import { Failure } from './failure.ts'

const retry = (count: number, error: unknown): boolean => count < 2 && (!(error instanceof Failure) || error.status === 0 || error.status >= 500)

export function createQueries(): QueryClient {
  // It hears of changes only; how the page begins it must be told.
  onlineManager.setOnline(navigator.onLine)
  return new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, gcTime: 300_000, refetchOnWindowFocus: false, retry } } })
}
