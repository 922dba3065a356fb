import { Button } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type About, type Followers, readFollowers, setFollowing } from '../client/stories.ts'
import { useWorkspace } from '../model/context.tsx'
import { Person } from './person.tsx'

/** Does this person hear of the record, and the change of it: shown at once, taken back where the server refuses. */
export function useFollowing(about: About) {
  const { session } = useWorkspace()
  const queries = useQueryClient()
  const key = ['followers', about.entity, about.id]
  const { data } = useQuery({ queryKey: key, queryFn: () => readFollowers(about) })
  const set = async (following: boolean): Promise<void> => {
    const me = session.user.id
    queries.setQueryData<Followers>(key, (old) => ({ following, rows: [...(old?.rows ?? []).filter(({ person }) => person !== me), ...(following ? [{ person: me }] : [])] }))
    await setFollowing(about, following).catch(() => undefined)
    await queries.invalidateQueries({ queryKey: key })
  }
  return { people: data?.rows.map(({ person }) => person) ?? [], following: data?.following ?? false, set }
}
const shown = 8

export function FollowBar({ about }: { about: About }) {
  const { t } = useTranslation()
  const { people, following, set } = useFollowing(about)
  return (
    <section className="followers" aria-label={t('record.followers')}>
      <span className="muted">{t('record.followers')} {people.length}</span>
      <Button size="compact-sm" variant="default" aria-pressed={following} leftSection={following ? <IconBellOff size={14} aria-hidden /> : <IconBell size={14} aria-hidden />} onClick={() => void set(!following)}>{t(following ? 'record.unfollow' : 'record.follow')}</Button>
      {people.length ? <p>{people.slice(0, shown).map((person, at) => <span key={person}>{at ? ', ' : ''}<Person who={person} /></span>)}{people.length > shown ? ` +${people.length - shown}` : ''}</p> : null}
    </section>
  )
}
