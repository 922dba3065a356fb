import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { Change, Story } from '../client/stories.ts'
import { useWorkspace } from '../model/context.tsx'
import { fieldOf, targetOf } from '../model/model.ts'
import { Shown } from '../widgets/display.tsx'
import { dateTimeText } from '../widgets/format.ts'
import { usePlaceOf } from './place-of.ts'

type Titles = Story['titles']
const folded = 3

/** One step of the history: who did what, field by field; of many fields the first, the others on demand. */
export function ChangeItem({ entity, entry, titles }: { entity: ClientEntity; entry: Change; titles: Titles }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const fields = Object.entries(entry.changes).flatMap(([name, change]) => { const field = fieldOf(entity, name); return field ? [{ field, change }] : [] })
  const shown = all || fields.length <= folded + 1 ? fields : fields.slice(0, folded)
  return (
    <div className="change">
      <strong dir="auto">{entry.by.name || t('record.system')}</strong> {t(`record.action.${entry.kind}`)}<time dateTime={entry.at}>{dateTimeText(entry.at)}</time>
      {shown.map(({ field, change }) => <FieldChange key={field.key} field={field} change={change} titles={titles} />)}
      {shown.length < fields.length ? <button type="button" className="plain-button" onClick={() => setAll(true)}>{t('record.more_changes', { count: String(fields.length - shown.length) })}</button> : null}
    </div>
  )
}

function FieldChange({ field, change, titles }: { field: ClientField; change: unknown; titles: Titles }) {
  const { t } = useTranslation()
  if (!Array.isArray(change)) return <div className="muted">{field.label}</div>
  const [before, after] = change as readonly unknown[]
  if (field.childEntity) {
    const counts = linesChanged(before, after)
    return <div><span className="muted">{field.label}: </span>{(['added', 'changed', 'removed'] as const).flatMap((kind) => (counts[kind] ? [t(`record.lines_${kind}`, { count: String(counts[kind]) })] : [])).join(', ') || t('record.lines_moved')}</div>
  }
  const nothing = before === null || before === undefined || before === ''
  return (
    <div className="field-change"><span className="muted">{field.label}: </span>
      {nothing ? null : <><del><Value field={field} value={before} titles={titles} /></del> → </>}<Value field={field} value={after} titles={titles} />
    </div>
  )
}
/** A link by its title, and leading there, where the reader may see it. */
function Value({ field, value, titles }: { field: ClientField; value: unknown; titles: Titles }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const placeOf = usePlaceOf()
  const target = targetOf(model, field)
  if (!target) return <Shown compact field={field} value={isObject(value) && typeof value['id'] === 'string' && titles[value['id']] ? { ...value, title: titles[value['id']] } : value} />
  const ids = (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string')
  if (!ids.length) return <Shown compact field={field} value={null} />
  return ids.map((id, at) => <span key={id}>{at ? ', ' : ''}{titles[id] ? <Link to={placeOf(target, id)} dir="auto">{titles[id]}</Link> : t('record.unseen')}</span>)
}
function linesChanged(before: unknown, after: unknown): { readonly added: number; readonly changed: number; readonly removed: number } {
  const lines = (value: unknown): ReadonlyMap<unknown, string> => new Map((Array.isArray(value) ? value : []).filter(isObject).map((line) => [line['id'], JSON.stringify(line)]))
  const [old, now] = [lines(before), lines(after)]
  return {
    added: [...now.keys()].filter((id) => !old.has(id)).length, removed: [...old.keys()].filter((id) => !now.has(id)).length,
    changed: [...now].filter(([id, line]) => old.has(id) && old.get(id) !== line).length,
  }
}
