import { ActionIcon, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { neighboursOf } from '../list/neighbours.ts'

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null)

/** To the record before and after in the list one came from; J and K do the same. */
export function Steps({ root, id }: { root: string; id: string }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const place = neighboursOf(root, id)
  useEffect(() => {
    if (!place) return undefined
    const keys = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || typing(event.target)) return
      const to = event.key === 'j' ? place.next : event.key === 'k' ? place.previous : null
      if (to) { event.preventDefault(); void go(`${root}/${to}`) }
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [place, go, root])
  if (!place) return null
  const step = (to: string | null, label: string, icon: ReactNode) => (to ? <ActionIcon component={Link} to={`${root}/${to}`} aria-label={label}>{icon}</ActionIcon> : <ActionIcon disabled aria-label={label}>{icon}</ActionIcon>)
  return <Group gap={2} wrap="nowrap" className="wide">{step(place.previous, t('record.previous'), <IconChevronLeft size={18} />)}<span className="muted">{place.at}/{place.of}</span>{step(place.next, t('record.next'), <IconChevronRight size={18} />)}</Group>
}
