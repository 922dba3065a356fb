import type { ClientModel } from '../../metadata/api/client-model.ts'
import { address, request } from './request.ts'

export interface Session { readonly user: SessionUser }
export interface SessionUser { readonly id: string; readonly name: string; readonly email: string; readonly language: string | null; readonly roles: readonly string[]; readonly administrator: boolean }
export interface SetupState { readonly needed: boolean; readonly templates: readonly SetupTemplate[] }
export interface SetupTemplate { readonly name: string; readonly label: string; readonly description: string }
export interface SetupInput { readonly name: string; readonly email: string; readonly password: string; readonly template: string; readonly language: string }
export interface StoredFile { readonly id: string; readonly name: string; readonly size: number; readonly type: string }
export interface Comment { readonly id: string; readonly author: string | null; readonly body: string; readonly created_at: string }
/** `changes`: field name → [before, after]; lines of children have a shape of their own. */
export interface HistoryEntry { readonly seq: number; readonly at: string; readonly by: { readonly name: string }; readonly kind: string; readonly changes: Readonly<Record<string, unknown>> }

/** Who is signed in; null when nobody is. */
export const readSession = async (): Promise<Session | null> => sessionOf(await request<unknown>('/_/session').catch(noSession))
const noSession = (error: { status?: number }): null => {
  if (error.status === 401) return null
  throw error
}
export function sessionOf(body: unknown): Session | null {
  const user = (body as { user?: Partial<SessionUser> | null } | null)?.user
  if (!user?.id) return null
  const roles = user.roles ?? []
  return { user: { id: user.id, name: user.name ?? '', email: user.email ?? '', language: user.language ?? null, roles, administrator: user.administrator ?? roles.includes('administrator') } }
}
export const signIn = (email: string, password: string): Promise<unknown> => request('/_/session', { method: 'POST', body: { email, password } })
export const signOut = (): Promise<void> => request('/_/session', { method: 'DELETE' })
/** Is there a provider to sign in through? */
export const readProvider = (): Promise<{ enabled: boolean }> => request('/_/oidc')
export const providerAddress = (to: string): string => address('/_/oidc/start', { to })
export const readSetup = (): Promise<SetupState> => request('/_/setup')
export const setUp = (input: SetupInput): Promise<unknown> => request('/_/setup', { method: 'POST', body: input })
export const forgotPassword = (email: string): Promise<void> => request('/_/session/forgot', { method: 'POST', body: { email } })
export const resetPassword = (token: string, password: string): Promise<void> => request('/_/session/reset', { method: 'POST', body: { token, password } })
export const readMeta = (language: string): Promise<ClientModel> => request('/_/meta', { query: { language }, headers: { 'accept-language': language } })

/** The model if it is another one than `version`; null when it is the same, or cannot be asked for now. */
export async function readNewerMeta(language: string, version: string): Promise<ClientModel | null> {
  const response = await fetch(address('/_/meta', { language }), { credentials: 'same-origin', headers: { accept: 'application/json', 'accept-language': language, 'if-none-match': `"${version}"` } }).catch(() => null)
  if (!response?.ok) return null
  const model = (await response.json()) as ClientModel
  return model.version === version ? null : model
}

export function uploadFile(file: File): Promise<StoredFile> {
  const form = new FormData()
  form.append('file', file, file.name)
  return request('/_/files', { method: 'POST', body: form })
}
/** Lists answer either a bare array or `{ rows }`. */
const rowsOf = <T>(body: unknown): readonly T[] => (Array.isArray(body) ? body : ((body as { rows?: T[] } | null)?.rows ?? []))
export const readList = async <T>(path: string, query: Record<string, string | number | undefined> = {}): Promise<readonly T[]> => rowsOf<T>(await request(path, { query }))

