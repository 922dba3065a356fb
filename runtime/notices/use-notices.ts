import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Notices, noticesKey, readNotices } from '../client/notices.ts'

/** The first screen comes first; notices are asked for right after it. */
const after = 400
/** Read soon after the first screen, again whenever the server says so, and when one that was put off comes back. */
export function useNotices(): Notices | undefined {
  const queries = useQueryClient()
  const [late, setLate] = useState(() => queries.getQueryData(noticesKey) !== undefined)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after)
    return () => clearTimeout(timer)
  }, [])
  const { data } = useQuery({ queryKey: noticesKey, queryFn: readNotices, enabled: late, staleTime: 300_000 })
  const next = data?.next
  useEffect(() => {
    if (!next) return undefined
    const wait = Math.min(Math.max(0, Date.parse(next) - Date.now()) + 500, 3_600_000)
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: noticesKey }), wait)
    return () => clearTimeout(timer)
  }, [next, queries])
  return data
}
export const unreadRecords = (notices: Notices | undefined): number => new Set(notices?.rows.filter(({ read }) => !read).map(({ entity, record }) => `${entity}/${record}`)).size
