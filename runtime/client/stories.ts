import { request } from './request.ts'
import { readList, type StoredFile } from './system.ts'

export interface Reaction { readonly sign: string; readonly people: readonly string[] }
export interface Remark { readonly id: string; readonly author: string | null; readonly body: string; readonly created_at: string; readonly edited_at: string | null; readonly reply_to: string | null; readonly reactions: readonly Reaction[]; readonly open: boolean }
export interface Change { readonly seq: number; readonly at: string; readonly by: { readonly id: string | null; readonly name: string }; readonly kind: string; readonly changes: Readonly<Record<string, unknown>> }
/** `titles`: what the records named by the changes are called, by id. */
export interface Story { readonly rows: readonly Change[]; readonly titles: Readonly<Record<string, string>> }
export interface Attached extends StoredFile { readonly owner: string | null; readonly created_at: string }
export interface Mentioned { readonly id: string; readonly name: string }
export interface Followers { readonly rows: readonly { readonly person: string }[]; readonly following: boolean }
export interface FieldLock { readonly locked: boolean; readonly required: boolean; readonly reasons: readonly { readonly code: string; readonly message: string }[] }

/** One record, in the addresses of what is told about it. */
export interface About { readonly entity: string; readonly id: string }
const at = ({ entity, id }: About, rest: string): string => `/${encodeURIComponent(entity)}/${encodeURIComponent(id)}/${rest}`

export const readRemarks = (about: About): Promise<readonly Remark[]> => readList(at(about, 'comments'))
export const addRemark = (about: About, body: string, replyTo: string | null): Promise<Remark> => request(at(about, 'comments'), { method: 'POST', body: { body, ...(replyTo ? { reply_to: replyTo } : {}) } })
export const editRemark = (about: About, comment: string, body: string): Promise<Remark> => request(at(about, `comments/${comment}`), { method: 'PATCH', body: { body } })
export const removeRemark = (about: About, comment: string): Promise<void> => request(at(about, `comments/${comment}`), { method: 'DELETE' })
export const react = (about: About, comment: string, sign: { readonly sign: string; readonly on: boolean }): Promise<void> => request(at(about, `comments/${comment}/reaction`), { method: 'PUT', body: sign })
export const readStory = (about: About): Promise<Story> => request(at(about, 'history'))
export const readFollowers = (about: About): Promise<Followers> => request(at(about, 'followers'))
export const setFollowing = (about: About, following: boolean): Promise<void> => request(at(about, 'following'), { method: 'PUT', body: { following } })
export const peopleToMention = (about: About, search: string): Promise<readonly Mentioned[]> => readList(at(about, 'people'), { search })
export const readAttached = (about: About): Promise<readonly Attached[]> => readList(at(about, 'files'))
export const attach = (about: About, file: string): Promise<Attached> => request(at(about, 'files'), { method: 'POST', body: { file } })
export const detach = (about: About, file: string): Promise<void> => request(at(about, `files/${file}`), { method: 'DELETE' })
export const readLock = (about: About, field: string): Promise<FieldLock> => request(at(about, `locks/${field}`))
export const sayPresent = ({ entity, id }: About, here: { readonly tab: string; readonly field: string | null; readonly gone: boolean }): Promise<void> => request('/_/presence', { method: 'POST', body: { entity, id, ...here } })
