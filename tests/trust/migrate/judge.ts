import { type Moment, until } from './dying.ts'
import { type Company, keepCompany } from './company.ts'
import { type Node, openNode, publish } from './node.ts'
import { readRows, unlike } from './rows.ts'
import type { Copy, Scene } from './scene.ts'
import { catalogue, difference, faults, pendingSteps, sameLayers } from './state.ts'

export interface Point {
  readonly k: number
  readonly moment: Moment
  /** Others read and write meanwhile. */
  readonly company: boolean
  /** Who goes on: a process opened afterwards, or another that was open all along. */
  readonly heir: 'new' | 'other'
}
export type Tell = (what: string, seen?: unknown) => void

/** A process dies at this point of the publish; afterwards everything must be as if it had died before it began, or right after its end. */
export async function judge(scene: Scene, point: Point, tell: Tell): Promise<void> {
  const seen = { kind: scene.name, ...point, statement: scene.statements[point.k - 1]?.slice(0, 160) }
  const told: Tell = (what, more) => tell(what, { ...seen, found: more })
  const copy = await scene.copy()
  const company = point.company ? await keepCompany(copy.databaseUrl, scene.cookie) : null
  try {
    await afterwards({ scene, copy, company, tell: told }, point, await dying(scene, copy, point))
    for (const wrong of (await company?.leave()) ?? []) told('somebody who worked meanwhile was harmed', wrong)
    const false_ = Object.values((await readRows(copy.watch))['item'] ?? {}).filter((row) => scene.kind.holds?.(row) === false)
    if (false_.length > 0) told('a row that was written meanwhile is not as the new model says', false_[0])
  } catch (error) {
    told('what is left cannot be gone on with', error instanceof Error ? error.message : String(error))
  } finally {
    await company?.close()
    await copy.drop()
  }
}

interface Dead { readonly other: Node | null; readonly buried: () => Promise<void> }
async function dying(scene: Scene, copy: Copy, { k, moment, heir }: Point): Promise<Dead> {
  const other = heir === 'other' ? await openNode(copy.databaseUrl, copy.watch) : null
  const node = await openNode(copy.databaseUrl, copy.watch)
  node.life.begin({ k, moment })
  await publish(node, scene.wanted).catch(() => {})
  if (!node.life.dead()) {
    await node.close()
    return { other, buried: async () => {} }
  }
  node.close().catch(() => {})
  // Whoever is left to build on by PostgreSQL is not waited for.
  if (moment !== 'left') await node.life.buried()
  return { other, buried: node.life.buried }
}

interface At { readonly scene: Scene; readonly copy: Copy; readonly company: Company | null; readonly tell: Tell }
async function afterwards(at: At, { moment }: Point, { other, buried }: Dead): Promise<void> {
  const { scene, copy, tell } = at
  const heir = other ?? (await openNode(copy.databaseUrl, copy.watch))
  try {
    await buried()
    // One that was open all along would hear of the version by a notification.
    if (other) await other.state.publishing.reload()
    // Who was opened has finished by now what the dead one left, unless somebody else is at it.
    const shared = other !== null || at.company !== null || moment === 'left'
    const finished = async (): Promise<void> => { if (shared) await until(async () => (await pendingSteps(copy.watch)).length === 0, 'what waits is finished', 15) }
    await finished()
    const came = await oldOrNew(at, heir)
    const again = await publish(heir, scene.wanted)
    if (!again.ok) return tell('the same cannot be published again', again.problems)
    await finished()
    await whole(at, heir, came)
    await nothingMore(at, heir)
  } finally {
    await heir.close()
  }
}

/** Right after the death. Answers the version that is live. */
async function oldOrNew({ scene, copy, company, tell }: At, heir: Node): Promise<number> {
  const live = heir.state.publishing.live()
  const side = sameLayers(live.layers, scene.old.layers) ? 'old' : sameLayers(live.layers, scene.new.layers) ? 'new' : null
  if (side === null) tell('the live model is neither the old one nor the new one', live.version)
  for (const wrong of await faults(copy.watch, live)) tell('the model that is live and the database differ', wrong)
  const lost = unlike(side === 'new' ? scene.new.rows : scene.old.rows, await readRows(copy.watch), company !== null || (side === 'new' && scene.kind.brings === true))
  if (lost.length > 0) tell(`values are not those of the ${side ?? 'old'} model`, lost)
  return live.version
}

/** After the same was published again. */
async function whole({ scene, copy, company, tell }: At, heir: Node, came: number): Promise<void> {
  const live = heir.state.publishing.live()
  if (!sameLayers(live.layers, scene.new.layers)) tell('the live model is not the new one', live.version)
  if (live.version > came + 1) tell('a version was published twice', live.version)
  for (const wrong of await faults(copy.watch, live)) tell('published again, the model and the database differ', wrong)
  const strange = difference(scene.new.catalogue, await catalogue(copy.watch))
  if (strange.length > 0) tell('published again, the database is not built as it is without a death', strange)
  const lost = unlike(scene.new.rows, await readRows(copy.watch), company !== null || scene.kind.brings === true)
  if (lost.length > 0) tell('published again, values are lost', lost)
}

/** Once more changes nothing. */
async function nothingMore({ scene, copy, tell }: At, heir: Node): Promise<void> {
  const { publishing } = heir.state
  const { changes, plan } = await publishing.preview(publishing.live().layers)
  if (changes.length > 0 || plan.steps.length > 0) tell('there is still something to do', [changes[0], plan.steps[0]])
  const before = await catalogue(copy.watch)
  const third = await publish(heir, scene.wanted)
  if (!third.ok) return tell('the same cannot be published a third time', third.problems)
  const [row] = await copy.watch.query<{ plan: readonly unknown[] }>('select plan from ws_main._meta_versions where version = $1', [publishing.live().version])
  if (!('template' in scene.wanted) && row?.plan.length !== 0) tell('publishing the same again did something', row?.plan)
  const moved = difference(before, await catalogue(copy.watch))
  if (moved.length > 0) tell('publishing the same again changed the database', moved)
}
