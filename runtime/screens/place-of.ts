import { useParams } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { systemEntities } from '../model/apps.ts'

/** Where a record of any entity is shown: inside of the app that is open; people and departments in administration. */
export function usePlaceOf(): (entity: ClientEntity, id?: string) => string {
  const { app } = useParams()
  return (entity, id) => `/${(systemEntities as readonly string[]).includes(entity.key) ? '_' : (app ?? 'all')}/${entity.name}${id ? `/${id}` : ''}`
}
