import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { type App, leaves } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { useAdministration, useStudio } from './app-menu.tsx'

export interface Entry { readonly id: string; readonly label: string; readonly about?: string; readonly icon?: string; readonly keys?: string; readonly exact?: boolean; readonly run: () => unknown }

/** Apps by their own name, and each place of their menus. */
export function useScreens(): readonly Entry[] {
  const { t } = useTranslation()
  const go = useNavigate()
  const { model, session } = useWorkspace()
  const administration = useAdministration()
  const studio = useStudio()
  return useMemo(() => {
    const apps: readonly App[] = [...model.apps, ...(studio ? [studio] : []), ...(session.user.administrator ? [administration] : [])]
    const homes = apps.filter(({ label }) => label).map((app): Entry => ({ id: `app-${app.key}`, label: app.label, about: '', icon: app.icon || 'apps', run: () => go(`/${app.key}`) }))
    const places = apps.flatMap((app) => leaves(app).map((item): Entry => ({ id: `go-${app.key}-${item.key}`, label: item.label, about: app.label, icon: item.icon, run: () => go(`/${app.key}/${item.target ?? ''}`) })))
    return [{ id: 'go-home', label: t('shell.home'), icon: 'home', keys: 'g h', run: () => go('/') }, { id: 'go-inbox', label: t('shell.inbox'), icon: 'mail', keys: 'g i', run: () => go('/_/notices') }, ...homes, ...places]
  }, [model, session, administration, studio, go, t])
}

interface Spot { readonly entity: ClientEntity; readonly app: string }
/** Each entity in the first app that shows it. */
export function useSpots(): readonly Spot[] {
  const { model, session } = useWorkspace()
  const administration = useAdministration()
  return useMemo(() => {
    const apps = [...model.apps, ...(session.user.administrator ? [administration] : [])]
    const spots = apps.flatMap((app) => leaves(app).flatMap((item) => {
      const entity = item.entity ? model.byName.get(item.entity) : undefined
      return entity ? [{ entity, app: app.key }] : []
    }))
    return [...new Map(spots.toReversed().map((spot) => [spot.entity, spot])).values()].reverse()
  }, [model, session, administration])
}
/** Where a record is opened: in the first app that shows its kind. */
export function usePlaceOf(): (entity: ClientEntity, id: string) => string {
  const { model } = useWorkspace()
  const spots = useSpots()
  return useCallback((entity, id) => `/${spots.find((spot) => spot.entity === entity)?.app ?? model.apps[0]?.key ?? '_'}/${entity.name}/${id}`, [spots, model])
}

export function useCreates(): readonly Entry[] {
  const { t } = useTranslation()
  const go = useNavigate()
  const spots = useSpots()
  return spots.filter(({ entity }) => entity.may.create).map(({ entity, app }) => ({ id: `new-${entity.key}`, label: t('list.create', { entity: entity.label }), about: entity.plural, icon: entity.icon, run: () => go(`/${app}/${entity.name}/new`) }))
}
