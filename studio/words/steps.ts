import type { Step } from '../../metadata/change/step.ts'
import type { Say } from './say.ts'

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>
/** `loss` takes something out of sight or may not keep it, `work` rewrites or checks rows, `safe` is done at once. */
export type Risk = 'safe' | 'work' | 'loss'
interface Told<K extends Step['kind']> { readonly table: (step: StepOf<K>) => string; readonly words: (step: StepOf<K>, say: Say) => string; readonly risk: (step: StepOf<K>) => Risk }

const on = <K extends Step['kind']>(step: StepOf<K> & { table: string }): string => step.table
const always = (risk: Risk) => (): Risk => risk
const list = (say: Say, table: string, columns: readonly string[]): string => columns.map((column) => say.column(table, column)).join(', ')

/** Each step of a plan as a sentence, the table it is about, and what it risks. */
const told: { readonly [K in Step['kind']]: Told<K> } = {
  'create-table': { table: on, risk: always('safe'), words: ({ system, columns }, { t }) => t(`studio.step.create-table.${system}`, { count: columns.length }) },
  'rename-table': { table: ({ to }) => to, risk: always('safe'), words: ({ from, to }, { t }) => t('studio.step.rename-table', { from, to }) },
  'quarantine-table': { table: on, risk: always('loss'), words: (_, { t }) => t('studio.step.quarantine-table') },
  'restore-table': { table: on, risk: always('safe'), words: (_, { t }) => t('studio.step.restore-table') },
  'add-column': { table: on, risk: always('safe'), words: ({ table, column }, say) => say.t('studio.step.add-column', { column: say.column(table, column.name), type: column.type }) },
  'rename-column': { table: on, risk: always('safe'), words: ({ from, to }, { t }) => t('studio.step.rename-column', { from, to }) },
  'quarantine-column': { table: on, risk: always('loss'), words: ({ table, column }, say) => say.t('studio.step.quarantine-column', { column: say.column(table, column) }) },
  'restore-column': { table: on, risk: always('safe'), words: ({ table, column }, say) => say.t('studio.step.restore-column', { column: say.column(table, column) }) },
  'drop-column': { table: on, risk: always('safe'), words: ({ table, column }, say) => say.t('studio.step.drop-column', { column: say.column(table, column) }) },
  'retype-column': {
    table: on, risk: ({ keep }) => (keep === null ? 'work' : 'loss'),
    words: ({ table, column, type, keep }, say) => say.t(keep === null ? 'studio.step.retype-column' : 'studio.step.retype-column.checked', { column: say.column(table, column), type }),
  },
  'add-foreign-key': { table: on, risk: ({ clean }) => (clean ? 'work' : 'safe'), words: ({ table, column, target }, say) => say.t('studio.step.add-foreign-key', { column: say.column(table, column), target: say.table(target) }) },
  'drop-constraint': { table: on, risk: always('safe'), words: ({ name }, { t }) => t('studio.step.drop-constraint', { name }) },
  'add-unique': {
    table: on, risk: always('work'),
    words: ({ table, columns }, say) => (columns.length === 0 ? say.t('studio.step.add-unique.single') : say.t('studio.step.add-unique', { columns: list(say, table, columns) })),
  },
  'add-exclusion': { table: on, risk: always('work'), words: ({ table, from, to }, say) => say.t('studio.step.add-exclusion', { from: say.column(table, from), to: say.column(table, to) }) },
  'drop-index': { table: () => '', risk: always('safe'), words: ({ name }, { t }) => t('studio.step.drop-index', { name }) },
  'create-index': { table: on, risk: ({ concurrent }) => (concurrent ? 'work' : 'safe'), words: ({ table, columns, concurrent }, say) => say.t(concurrent ? 'studio.step.create-index.later' : 'studio.step.create-index', { columns: list(say, table, columns) }) },
  recompute: { table: ({ entity }) => entity, risk: always('work'), words: ({ entity, fields }, say) => say.t('studio.step.recompute', { fields: fields.map((field) => say.field(entity, field)).join(', ') }) },
}
const of = (step: Step): Told<never> => told[step.kind] as unknown as Told<never>

export const stepWords = (step: Step, say: Say): string => of(step).words(step as never, say)
export const stepRisk = (step: Step): Risk => of(step).risk(step as never)

export interface StepGroup { readonly table: string; readonly steps: readonly Step[] }
/** Steps by the table that they are about, in the order in which each is first touched. */
export function byTable(steps: readonly Step[]): StepGroup[] {
  const groups = new Map<string, Step[]>()
  for (const step of steps) {
    const table = of(step).table(step as never)
    groups.set(table, [...(groups.get(table) ?? []), step])
  }
  return [...groups].map(([table, inner]) => ({ table, steps: inner }))
}
