import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { readRecord } from '../client/records.ts'
import type { Row } from '../../metadata/api/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { widgetOf } from '../model/field-view.ts'
import { childOf } from '../model/model.ts'

/** Reads a record as its page needs it: with its title, and with links opened one level, in the record and in its lines. */
export function useReading(entity: ClientEntity): (id: string, signal?: AbortSignal) => Promise<Row> {
  const { model } = useWorkspace()
  const links = (of: ClientEntity, prefix = ''): readonly string[] => of.fields.flatMap((field) => {
    const child = childOf(model, field)
    if (child && !prefix) return links(child, `${field.name}.`)
    return ['link', 'user', 'links', 'dynamic_link'].includes(widgetOf(field)) ? [prefix + field.name] : []
  })
  const fields = ['title', '_deleted_at', ...entity.fields.map((field) => field.name)].join(',')
  return (id, signal) => readRecord(entity.name, id, { fields, expand: links(entity).join(',') || undefined, deleted: 'with', signal })
}
