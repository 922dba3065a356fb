import type { Problem } from '../../metadata/base/problem.ts'
import type { Change } from '../../metadata/change/diff.ts'
import type { Entry } from '../../metadata/change/kept.ts'
import type { Loss, Plan, Step } from '../../metadata/change/step.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { request } from '../../runtime/client/request.ts'
import { readList } from '../../runtime/client/system.ts'

export interface LayerOverview { readonly name: string; readonly label: string; readonly version: string; readonly objects: number; readonly edits: number }
/** A customer's change of something that its vendor has changed as well; the customer's holds meanwhile. */
export interface EditConflict { readonly object: string; readonly path: string; readonly base: unknown; readonly found: unknown; readonly set: unknown }
export interface LiveOverview { readonly version: number; readonly layers: readonly LayerOverview[]; readonly conflicts: readonly EditConflict[] }
export interface VersionRow { readonly version: number; readonly parent: number | null; readonly note: string; readonly published_at: string; readonly published_by: string | null }
export interface LossRow { readonly id: string; readonly value: string | null }
export interface MeasuredLoss extends Loss { readonly count: number; readonly rows: readonly LossRow[] }
export interface Preview { readonly base: number; readonly problems: readonly Problem[]; readonly changes: readonly Change[]; readonly plan: Plan; readonly losses: readonly MeasuredLoss[] }
export interface DraftRow { readonly id: string; readonly name: string; readonly layer: string; readonly base_version: number; readonly revision: number; readonly updated_at: string; readonly updated_by: string | null }
export interface Draft { readonly id: string; readonly name: string; readonly layer: Layer; readonly base: number; readonly revision: number }
export interface Quarantined { readonly id: number; readonly entity: string; readonly field: string | null; readonly place: string; readonly document: Entry; readonly version: number; readonly at: string }

const root = '/_/publish'
/** Everything about publishing is read under this key, so that one publish makes all of it stale. */
export const key = (...parts: readonly (string | number)[]): readonly unknown[] => ['publishing', ...parts]

export const readLive = (): Promise<LiveOverview> => request(root)
export const readLiveLayer = (name: string): Promise<Layer> => request(`${root}/layers/${name}`)
export const readVersions = (): Promise<readonly VersionRow[]> => readList(`${root}/versions`)
export const readSteps = async (version: number): Promise<readonly Step[]> => (await request<{ steps: readonly Step[] }>(`${root}/versions/${version}`)).steps
export const readVersionLayers = (version: number): Promise<readonly Layer[]> => readList(`${root}/versions/${version}/layers`)
export const readChanges = (version: number, other: number): Promise<readonly Change[]> => readList(`${root}/versions/${version}/changes`, { with: other })
export const previewVersion = (version: number): Promise<Preview> => request(`${root}/versions/${version}/preview`, { method: 'POST', body: {} })

interface Yes { readonly base: number; readonly acceptLoss: boolean }
export const publishVersion = (version: number, { base, acceptLoss }: Yes): Promise<LiveOverview> =>
  request(`${root}/versions/${version}/publish`, { method: 'POST', body: { base, acceptLoss } })

export const readQuarantine = (): Promise<readonly Quarantined[]> => readList(`${root}/quarantine`)
export const countQuarantine = (): Promise<readonly { readonly id: number; readonly rows: number }[]> => readList(`${root}/quarantine/rows`)
export const purge = (id: number): Promise<void> => request(`${root}/quarantine/${id}`, { method: 'DELETE' })

const drafts = '/_/drafts'
export const readDrafts = (): Promise<readonly DraftRow[]> => readList(drafts)
export const readDraft = (id: string): Promise<Draft> => request(`${drafts}/${id}`)
export const createDraft = (layer: string, name: string): Promise<Draft> => request(drafts, { method: 'POST', body: { layer, name } })
export const saveDraft = (id: string, saved: { readonly layer: Layer; readonly revision: number }): Promise<{ readonly revision: number }> => request(`${drafts}/${id}`, { method: 'PUT', body: saved })
export const deleteDraft = (id: string): Promise<void> => request(`${drafts}/${id}`, { method: 'DELETE' })
export const previewDraft = (id: string): Promise<Preview> => request(`${drafts}/${id}/preview`, { method: 'POST', body: {} })
export const publishDraft = (id: string, asked: { readonly acceptLoss: boolean; readonly note: string; readonly revision: number }): Promise<LiveOverview> =>
  request(`${drafts}/${id}/publish`, { method: 'POST', body: asked })

/** A draft of this layer as it is given, made from what is published now. */
export async function draftOf(layer: Layer, name: string): Promise<string> {
  const made = await createDraft(layer.name, name)
  await saveDraft(made.id, { layer: { name: layer.name, label: layer.label, version: layer.version, needs: layer.needs, documents: layer.documents, edits: layer.edits }, revision: made.revision })
  return made.id
}

/** One document of a draft, or its edits of one of a lower layer; null takes it out. */
export const saveDocument = (id: string, at: { readonly kind: string; readonly key: string; readonly of?: string | null }, saved: { readonly doc: unknown; readonly revision: number }): Promise<{ readonly revision: number }> =>
  request(`${drafts}/${id}/${at.of ? `edits/${at.of}` : 'documents'}/${at.kind}/${encodeURIComponent(at.key)}`, { method: 'PUT', body: saved })
