import { pointer } from '../../metadata/base/json.ts'
import { problem } from '../../metadata/base/problem.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { type Draft, type Writing, inside } from './draft.ts'
import { tableOf } from './space.ts'

const ids = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : [])
const fileFields = new WeakMap<Entity, readonly Field[]>()
function fieldsOf(entity: Entity): readonly Field[] {
  const known = fileFields.get(entity)
  if (known) return known
  const fields = [...entity.fields.values()].filter((field) => field.type.group === 'file' && field.columns[0]?.type.startsWith('uuid'))
  fileFields.set(entity, fields)
  return fields
}
const fresh = (draft: Draft, field: Field): string[] => {
  const before = new Set(ids(draft.old?.[field.key]))
  return ids(draft.row[field.key]).filter((id) => !before.has(id))
}
const newFiles = (writing: Writing): { draft: Draft; field: Field; files: string[] }[] =>
  inside(writing.tops).flatMap((draft) => fieldsOf(draft.entity).map((field) => ({ draft, field, files: fresh(draft, field) }))).filter(({ files }) => files.length > 0)

/** A file may be used by who uploaded it, and only while no record has it. A picture is one by its content. */
export async function checkFiles(writing: Writing): Promise<void> {
  const used = newFiles(writing)
  if (used.length === 0) return
  const { tx, space, actor } = writing.session
  const free = await tx.query<{ id: string; type: string }>(`select id, type from ${tableOf(space, '_files')} where id = any($1::uuid[]) and record is null and ($2 or owner is not distinct from $3::uuid) for update`,
    [used.flatMap(({ files }) => files), actor.kind === 'system', actor.id])
  const good = new Map(free.map(({ id, type }) => [id, type]))
  for (const { draft, field, files } of used) {
    const code = !files.every((id) => good.has(id)) ? 'record.no_file' : field.type.name === 'image' && !files.every((id) => good.get(id)?.startsWith('image/')) ? 'record.no_image' : null
    if (code) writing.problems.push(problem(code, pointer(draft.path, field.name), { field: field.label }))
  }
}

/** From now on the file is seen by who may see this field of this record. */
export async function attachFiles(writing: Writing): Promise<void> {
  const { tx, space } = writing.session
  for (const { draft, field, files } of newFiles(writing)) {
    await tx.query(`update ${tableOf(space, '_files')} set entity = $2, record = $3, field = $4 where id = any($1::uuid[])`, [files, field.entity, draft.row.id, field.key])
  }
}
