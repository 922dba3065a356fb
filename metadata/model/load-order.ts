import { type DatasetDoc, rowKey } from '../kinds/dataset.ts'
import type { Document, Field, Model } from './model.ts'

/** One row to load. `key` is how other rows mean it. */
export interface LoadRow { readonly dataset: string; readonly index: number; readonly key: string; readonly values: Readonly<Record<string, unknown>> }
/** Rows of one entity. In the second pass `values` hold only the fields that had to wait. */
export interface LoadStep { readonly entity: string; readonly rows: readonly LoadRow[] }
export interface LoadPlan { readonly passes: readonly [create: readonly LoadStep[], complete: readonly LoadStep[]] }

/**
 * The order in which rows of datasets are loaded: entities after those that their rows link to. What cannot be so (a link to the
 * own entity, links in a circle) is left out of the first pass and set in the second. Required links wait last. Fields are keys.
 */
export function loadPlan(model: Pick<Model, 'entities' | 'documents'>, wanted: (dataset: Document) => boolean = () => true): LoadPlan {
  const byEntity = rowsByEntity(model, wanted)
  const create: LoadStep[] = []
  const complete: LoadStep[] = []
  const waiting = new Map([...byEntity].map(([entity, rows]) => [entity, usesOf(model, entity, rows)]))
  while (waiting.size > 0) {
    const entity = nextOf(waiting)
    const late = new Set(waiting.get(entity)!.filter((use) => waiting.has(use.to)).map((use) => use.field))
    waiting.delete(entity)
    const rows = byEntity.get(entity)!
    create.push({ entity, rows: late.size === 0 ? rows : rows.map((row) => withFields(row, (key) => !late.has(key))) })
    const later = rows.map((row) => withFields(row, (key) => late.has(key))).filter(({ values }) => Object.keys(values).length > 0)
    if (later.length > 0) complete.push({ entity, rows: later })
  }
  return { passes: [create, complete] }
}

const withFields = (row: LoadRow, keep: (key: string) => boolean): LoadRow => ({ ...row, values: Object.fromEntries(Object.entries(row.values).filter(([key]) => keep(key))) })

function rowsByEntity(model: Pick<Model, 'documents'>, wanted: (dataset: Document) => boolean): Map<string, LoadRow[]> {
  const rows = new Map<string, LoadRow[]>()
  for (const document of model.documents.get('dataset')?.values() ?? []) {
    if (!wanted(document)) continue
    const set = document.doc as unknown as DatasetDoc
    const more = set.rows.map((values, index): LoadRow => ({ dataset: document.key, index, key: rowKey(set, values), values }))
    rows.set(set.of, [...(rows.get(set.of) ?? []), ...more])
  }
  return rows
}

/** A field whose rows point to an entity, directly or in their lines. */
interface Use { readonly field: string; readonly to: string; readonly required: boolean }
function usesOf(model: Pick<Model, 'entities'>, entity: string, rows: readonly LoadRow[]): Use[] {
  const given = new Set(rows.flatMap((row) => Object.keys(row.values)))
  const fields = [...(model.entities.get(entity)?.fields.values() ?? [])].filter((field) => given.has(field.key))
  return fields.flatMap((field) => [...new Set(targetsOf(model, field, rows.map((row) => row.values[field.key])))].map((to) => ({ field: field.key, to, required: field.required === true })))
}
function targetsOf(model: Pick<Model, 'entities'>, field: Field, values: readonly unknown[]): string[] {
  const { relation } = field
  if (relation?.kind === 'link' || relation?.kind === 'links') return [relation.to]
  if (relation?.kind === 'dynamic') return values.flatMap((value) => (value as { entity?: string } | null | undefined)?.entity ?? [])
  if (relation?.kind !== 'children') return []
  const lines = values.flatMap((value) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : []))
  return [...model.entities.get(field.childEntity!)!.fields.values()].flatMap((own) => targetsOf(model, own, lines.map((line) => line[own.key])))
}

/** The first entity that waits for nothing; else the first whose required links wait for nothing; else the first. */
function nextOf(waiting: ReadonlyMap<string, readonly Use[]>): string {
  const blocked = (entity: string, uses: readonly Use[], hard: boolean): boolean => uses.some((use) => use.to !== entity && waiting.has(use.to) && (!hard || use.required))
  const free = (hard: boolean): string | undefined => [...waiting].find(([entity, uses]) => !blocked(entity, uses, hard))?.[0]
  return free(false) ?? free(true) ?? waiting.keys().next().value!
}
