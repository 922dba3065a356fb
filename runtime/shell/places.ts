import { useQuery } from '@tanstack/react-query'
import { request } from '../client/request.ts'
import { useSetting } from '../client/settings.ts'
import { useWorkspace } from '../model/context.tsx'

/** An address that a person keeps or came from. Records are named anew at each reading; other pages keep the name they had. */
export interface Place { readonly to: string; readonly label: string; readonly entity?: string; readonly id?: string }
export interface NamedPlace extends Place { readonly icon: string; readonly about: string }

const none: readonly Place[] = []
const mostRecents = 8
const mostFavourites = 50

export interface Favourites { readonly places: readonly Place[]; has(to: string): boolean; toggle(place: Place): void }
export function useFavourites(): Favourites {
  const [kept, keep] = useSetting<readonly Place[]>('favourites', none)
  const places = Array.isArray(kept) ? kept : none
  return {
    places, has: (to) => places.some((place) => place.to === to),
    toggle: (place) => keep((now) => (now.some(({ to }) => to === place.to) ? now.filter(({ to }) => to !== place.to) : [...now, place].slice(-mostFavourites))),
  }
}
export function useRecents(): { readonly places: readonly Place[]; visit(place: Place): void } {
  const [kept, keep] = useSetting<readonly Place[]>('recents', none)
  return { places: Array.isArray(kept) ? kept : none, visit: (place) => keep((now) => [place, ...now.filter(({ to }) => to !== place.to)].slice(0, mostRecents)) }
}

interface Title { readonly entity: string; readonly id: string; readonly title: string }
const readTitles = async (of: string): Promise<ReadonlyMap<string, string>> => new Map((await request<{ rows: readonly Title[] }>('/_/titles', { query: { of } })).rows.map(({ entity, id, title }) => [`${entity}/${id}`, title]))

/** With the names of now; records that may not be read any more are left out. */
export function useNamed(places: readonly Place[]): readonly NamedPlace[] {
  const { model } = useWorkspace()
  const of = places.flatMap(({ entity, id }) => (entity && id && model.byName.has(entity) ? [`${entity}/${id}`] : [])).slice(0, 60).join(',')
  const titles = useQuery({ queryKey: ['titles', of], queryFn: () => readTitles(of), enabled: of !== '', placeholderData: (old) => old })
  return places.flatMap((place): NamedPlace[] => {
    const entity = place.entity ? model.byName.get(place.entity) : undefined
    if (!place.id) return [{ ...place, icon: entity?.icon ?? 'list', about: '' }]
    const title = titles.data?.get(`${place.entity}/${place.id}`)
    return entity && title !== undefined ? [{ ...place, label: title || place.label, icon: entity.icon, about: entity.label }] : []
  })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** What an address is about: an entity's name, and the record's id. */
export function useAbout(pathname: string): { readonly entity?: string; readonly id?: string } {
  const { model } = useWorkspace()
  const [, app = '', target = '', id = ''] = pathname.split('/')
  if (app === 'studio') return {}
  const entity = model.views.get(target)?.entity.name ?? model.byName.get(target)?.name
  return { ...(entity ? { entity } : {}), ...(entity && uuid.test(id) ? { id } : {}) }
}
