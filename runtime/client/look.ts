import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { softOf } from '../../metadata/base/contrast.ts'
import { address, request } from './request.ts'

/** Name, logo and colour of the workspace, as everybody sees them. */
export interface Look { readonly name: string | null; readonly accent: { readonly light: string; readonly dark: string } | null; readonly logo: string | null; readonly version: number }
const plain: Look = { name: null, accent: null, logo: null, version: 0 }
export const lookKey = ['look'] as const
export const readLook = (): Promise<Look> => request('/_/look')
export const logoAddress = (look: Look): string | null => (look.logo ? address('/_/look/logo', { v: look.logo }) : null)

/** Set through the DOM, which the policy of the page allows; `tokens.css` takes the colours from here. */
export function wear({ accent }: Look): void {
  const { style } = document.documentElement
  for (const theme of ['light', 'dark'] as const) {
    const names = [`--look-${theme}`, `--look-${theme}-soft`] as const
    if (!accent) { for (const name of names) style.removeProperty(name); continue }
    style.setProperty(names[0], accent[theme])
    style.setProperty(names[1], softOf(accent[theme], theme))
  }
}
const place = `look ${address('')}`
function kept(): Look | undefined {
  try { return { ...plain, ...(JSON.parse(localStorage.getItem(place) ?? 'null') as Look | null) } } catch { return undefined }
}
/** As it was last seen here at once, and as it is now a moment later. */
export function useLook(): Look {
  const { data = plain, isFetched } = useQuery({ queryKey: lookKey, queryFn: readLook, placeholderData: kept, staleTime: 300_000, retry: false })
  useEffect(() => {
    wear(data)
    if (isFetched) localStorage.setItem(place, JSON.stringify(data))
  }, [data, isFetched])
  return data
}
