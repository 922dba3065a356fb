import { type Change, diff } from '../../metadata/change/diff.ts'
import { type Kept, plan as makePlan } from '../../metadata/change/plan.ts'
import type { Plan, Step } from '../../metadata/change/step.ts'
import { fail, ok, type Problem, problem, type Result } from '../../metadata/base/problem.ts'
import { compilePublishable } from '../../metadata/change/publishable.ts'
import { compileModel } from '../../metadata/model/compile.ts'
import type { Layer, Model } from '../../metadata/model/model.ts'
import type { Actor } from '../access/actor.ts'
import { applyPlan, finishPendingSteps, finishPendingStepsLater } from '../db/apply-plan.ts'
import type { Database, Transaction } from '../db/database.ts'
import { quote } from '../db/ddl.ts'
import { type Contents, fromManifest, type Manifest, toManifest } from './manifest.ts'
import { missingExtensions } from './extensions.ts'
import { measureLosses, type MeasuredLoss, needsYes } from './measure.ts'
import { lockPublishing, readKept, writeKept } from './quarantine.ts'
import { insertVersion, latestVersion, loadContents, readVersion, saveContents } from './store.ts'

/** The published metadata: 0 = nothing was published yet. */
export interface Live { readonly version: number; readonly model: Model; readonly layers: readonly Layer[] }
export interface Preview { readonly problems: readonly Problem[]; readonly changes: readonly Change[]; readonly plan: Plan; readonly losses: readonly MeasuredLoss[] }
export interface PublishOptions { readonly layers: readonly Layer[]; readonly baseVersion: number; readonly acceptLoss: boolean; readonly note: string; readonly actor: Actor; /** Done in the transaction of a publish that succeeds. */ readonly belonging?: (tx: Transaction) => Promise<void> }
export type Recompute = (tx: Transaction, model: Model, fields: { readonly entity: string; readonly fields: readonly string[] }) => Promise<void>
export interface Publishing {
  live(): Live
  /** Documents that this node holds by their hash. */
  known(): ReadonlyMap<string, unknown>
  /** Reads the newest version, when it is newer than what is live here. */
  reload(): Promise<Live>
  layersOf(version: number): Promise<readonly Layer[] | null>
  preview(layers: readonly Layer[]): Promise<Preview>
  publish(options: PublishOptions): Promise<Result<Live>>
  /** Publishes as part of a larger transaction (set-up). What it answers is live only after `settle`. */
  publishIn(tx: Transaction, options: PublishOptions): Promise<Result<Published>>
  settle(published: Published): Promise<Live>
}
export interface Published { readonly live: Live; readonly later: boolean }
export interface PublishingDeps { readonly database: Database; readonly schema: string; readonly recompute: Recompute; readonly onChange: (live: Live) => void }

export const modelChannel = 'officina_model'
export const emptyModel: Model = Object.freeze({ layers: [], entities: new Map(), byName: new Map(), documents: new Map() })

/** Draft → diff → plan → one transaction of DDL and metadata version → every node reloads. */
export async function createPublishing(deps: PublishingDeps): Promise<Publishing> {
  const { database, schema } = deps
  const contents: Contents = new Map()
  const holder = holdLive(deps, contents)
  const reload = async (): Promise<Live> => {
    const { version } = holder.live()
    const live = await holder.reload()
    // What another node published is for that one to finish, unless it dies.
    if (live.version > version) finishPendingStepsLater(database, schema)
    return live
  }
  const publishIn = (tx: Transaction, options: PublishOptions): Promise<Result<Published>> => publishInTransaction(deps, contents, { tx, options, reload })
  const settle = async ({ live, later }: Published): Promise<Live> => {
    holder.take(live)
    if (later) await finishPendingSteps(database, schema)
    return holder.live()
  }
  await holder.reload()
  await finishPendingSteps(database, schema)
  return {
    live: holder.live, known: () => contents, reload, layersOf: holder.layersOf, publishIn, settle,
    preview: (layers) => previewOf(deps, { live: holder.live(), layers: toManifest(layers, contents).layers }),
    publish: async (options) => {
      const result = await database.transaction(async (tx) => {
        const done = await publishIn(tx, options)
        if (done.ok) await options.belonging?.(tx)
        return done
      })
      return result.ok ? ok(await settle(result.value)) : result
    },
  }
}

interface Holder { live(): Live; take(next: Live): Live; reload(): Promise<Live>; layersOf(version: number): Promise<Layer[] | null> }
/** What is live on this node; it only ever goes forward. */
function holdLive({ database, schema, onChange }: PublishingDeps, contents: Contents): Holder {
  let live: Live = { version: 0, model: emptyModel, layers: [] }
  const take = (next: Live): Live => {
    if (next.version > live.version) {
      live = next
      onChange(live)
    }
    return live
  }
  const layersFrom = async (manifest: Manifest): Promise<Layer[]> => {
    await loadContents(database, schema, manifest, contents)
    return fromManifest(manifest, contents)
  }
  return {
    live: () => live, take,
    reload: async () => {
      const newest = await latestVersion(database, schema)
      if (!newest || newest.version <= live.version) return live
      const layers = await layersFrom(newest.manifest)
      return take({ version: newest.version, layers, model: mustCompile(layers) })
    },
    layersOf: async (version) => {
      const manifest = await readVersion(database, schema, version)
      return manifest && layersFrom(manifest)
    },
  }
}

async function previewOf({ database, schema }: PublishingDeps, { live, layers }: { live: Live; layers: readonly Layer[] }): Promise<Preview> {
  const compiled = compilePublishable(layers)
  if (!compiled.ok) return { problems: compiled.problems, changes: [], plan: { steps: [], losses: [] }, losses: [] }
  const { changes, plan } = changesTo(live.model, compiled.model, await readKept(database, schema))
  return { problems: await missingExtensions(database, plan.steps), changes, plan, losses: await measureLosses(database, schema, plan.losses) }
}

const changesTo = (from: Model, to: Model, kept: Kept): { changes: Change[]; plan: Plan } => {
  const before = from === emptyModel ? null : from
  const changes = diff(before, to)
  return { changes, plan: makePlan(changes, { from: before, to, kept }) }
}

function mustCompile(layers: readonly Layer[]): Model {
  const compiled = compileModel(layers)
  // It was checked when it was published: only a program older than the one that published can come here.
  if (!compiled.ok) throw new Error(`The published metadata does not compile: ${compiled.problems[0]?.object ?? ''}${compiled.problems[0]?.path ?? ''} ${compiled.problems[0]?.message ?? ''}`)
  return compiled.model
}

interface Job { readonly tx: Transaction; readonly options: PublishOptions; readonly reload: () => Promise<Live> }
async function publishInTransaction({ schema, recompute }: PublishingDeps, contents: Contents, { tx, options, reload }: Job): Promise<Result<Published>> {
  // The rows of the version table tell whether the base still stands.
  await lockPublishing(tx, schema)
  const newest = await latestVersion(tx, schema)
  const now = newest?.version ?? 0
  if (now !== options.baseVersion) return fail(problem('publish.base_moved', '/base', { now, base: options.baseVersion }))
  const base = await reload()
  const { manifest, layers } = toManifest(options.layers, contents)
  const compiled = compilePublishable(layers)
  if (!compiled.ok) return fail(...compiled.problems)
  const kept = await readKept(tx, schema)
  const { plan } = changesTo(base.model, compiled.model, kept)
  const missing = await missingExtensions(tx, plan.steps)
  if (missing.length > 0) return fail(...missing)
  const losses = needsYes(await measureLosses(tx, schema, plan.losses))
  const repeated = losses.filter(({ measure }) => measure.kind === 'duplicates')
  const overlapping = losses.filter(({ measure }) => measure.kind === 'overlaps')
  if (overlapping.length > 0) return fail(problem('publish.overlaps', '', { count: countOf(overlapping) }))
  if (repeated.length > 0) return fail(problem('publish.duplicates', '', { count: countOf(repeated) }))
  if (losses.length > 0 && !options.acceptLoss) return fail(problem('publish.loses', '/acceptLoss', { count: countOf(losses) }))
  const version = now + 1
  await saveContents(tx, schema, manifest, contents)
  await insertVersion(tx, schema, { version, parent: newest ? now : null, manifest, plan, note: options.note, by: options.actor.kind === 'user' ? options.actor.id : null })
  await applyPlan(tx, plan.steps, { schema, version, recompute: (inner, entity, fields) => recompute(inner, compiled.model, { entity, fields }) })
  await writeKept(tx, schema, { steps: plan.steps, version, by: options.actor })
  await announce(tx, { schema, version, options })
  return ok({ live: { version, model: compiled.model, layers }, later: plan.steps.some(isLater) })
}
const countOf = (losses: readonly MeasuredLoss[]): number => losses.reduce((sum, { count }) => sum + count, 0)
const isLater = (step: Step): boolean => step.kind === 'create-index' && step.concurrent

/** The audit trail holds the publish; every node hears of it when the transaction commits. */
async function announce(tx: Transaction, { schema, version, options }: { schema: string; version: number; options: PublishOptions }): Promise<void> {
  await tx.query(
    `insert into ${quote(schema)}._events (actor_kind, actor_id, actor_name, kind, version, changes) values ($1, $2, $3, 'model.published', $4, $5)`,
    [options.actor.kind, options.actor.id, options.actor.name, version, JSON.stringify({ note: options.note })],
  )
  await tx.query('select pg_notify($1, $2)', [modelChannel, JSON.stringify({ schema, version })])
}
