import type { Field } from '../../metadata/model/model.ts'
import { dayOf } from './day.ts'
import { type Draft, type Writing, inside } from './draft.ts'
import { affixesOf, formatNumber, readNumber, scopeDates } from './number-pattern.ts'
import { raiseSeries, takeNumbers } from './number-series.ts'
import { numberFields } from './per-entity.ts'
import type { Session } from './space.ts'

interface Series { readonly field: Field; readonly scope: string; readonly drafts: Draft[] }

/** Gives new records their numbers. Drafts of one series are numbered in their order by one statement. */
export async function giveNumbers(writing: Writing): Promise<boolean> {
  const { session } = writing
  await keepAhead(writing)
  const open = seriesOf(writing, (draft, field) => (draft.row[field.key] ?? null) === null, (draft, field) => scopeOf(session, field, draft))
  for (const { field, scope, drafts } of open) {
    const affixes = affixesOf(withFields(patternOf(field), drafts[0]!), today(session))
    const numbers = await takeNumbers(session, { field, scope, affixes }, drafts.length)
    drafts.forEach((draft, i) => { draft.row[field.key] = formatNumber(withFields(patternOf(field), draft), numbers[i]!, today(session)) })
  }
  return open.length > 0
}

/** Numbers that an import brings along: the series goes on after the highest of them. */
async function keepAhead(writing: Writing): Promise<void> {
  const read = (draft: Draft, field: Field) => readNumber(withFields(patternOf(field), draft), String(draft.row[field.key]))
  const given = seriesOf(writing, (draft, field) => draft.given.has(field.key) && read(draft, field) !== null, (draft, field) => scopeOf(writing.session, field, draft, read(draft, field)!.dates))
  for (const { field, scope, drafts } of given) await raiseSeries(writing.session, { field, scope }, Math.max(...drafts.map((draft) => read(draft, field)!.number)))
}

/** Always in the same order: two writers of several series never wait for each other in a circle. */
function seriesOf(writing: Writing, wanted: (draft: Draft, field: Field) => boolean, scope: (draft: Draft, field: Field) => string): Series[] {
  const series = new Map<string, Series>()
  for (const draft of inside(writing.tops)) {
    if (draft.kind !== 'create') continue
    for (const field of numberFields(draft.entity)) {
      if (!wanted(draft, field)) continue
      const own = scope(draft, field)
      const id = `${field.entity}.${field.key}\n${own}`
      const known = series.get(id)
      if (known) known.drafts.push(draft)
      else series.set(id, { field, scope: own, drafts: [draft] })
    }
  }
  return [...series].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

const patternOf = (field: Field): string => String(field.options['pattern'] ?? '{0}')
const today = (session: Session): string => dayOf(session.now, session.actor.zone)

/** A series starts anew with each value of its scope fields and of the dates in its pattern. */
function scopeOf(session: Session, field: Field, draft: Draft, dates: readonly string[] = scopeDates(patternOf(field), today(session))): string {
  const fields = (field.options['scope'] as readonly string[] | undefined) ?? []
  return [...fields.map((key) => String(draft.row[key] ?? draft.parent?.row[key] ?? '')), ...dates].join('\u001f')
}

/** `{field}` in a pattern: a value of the record. */
const withFields = (pattern: string, draft: Draft): string =>
  pattern.replaceAll(/\{([a-z][a-z0-9_]*)\}/g, (_, key: string) => String(draft.row[key] ?? '').replaceAll(/[{}]/g, ''))
