import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/browser'
import { request } from './request.ts'

export type Method = 'code' | 'recovery' | 'passkey' | 'enrol'
/** What a sign-in still asks for; null: it is done. */
export interface Entered { readonly second?: readonly Method[] }
const post = <T>(path: string, body: unknown = {}): Promise<T> => request<T>(path, { method: 'POST', body })

export const enter = (email: string, password: string): Promise<Entered> => post('/_/session', { email, password })
export const readSecond = (): Promise<{ methods: readonly Method[] }> => request('/_/session/second')
export const sendCode = (code: string): Promise<unknown> => post('/_/session/second', { code })
export interface NewSecret { readonly secret: string; readonly address: string }
export const beginEnrolment = (): Promise<NewSecret> => post('/_/session/second/begin')
export const finishEnrolment = (code: string): Promise<{ codes: readonly string[] }> => post('/_/session/second/enrol', { code })

/** The library arrives with the first passkey. */
const library = () => import('@simplewebauthn/browser')
export const passkeysOffered = (): boolean => typeof window.PublicKeyCredential === 'function'
const plain = ({ id, rawId, type, authenticatorAttachment }: AuthenticationResponseJSON | RegistrationResponseJSON) => ({ id, rawId, type, ...(authenticatorAttachment ? { authenticatorAttachment } : {}) })

export async function enterByPasskey(): Promise<void> {
  const { ticket, options } = await post<{ ticket: string; options: PublicKeyCredentialRequestOptionsJSON }>('/_/session/passkey/begin')
  const { startAuthentication } = await library()
  const shown = await startAuthentication({ optionsJSON: options })
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response
  await post('/_/session/passkey', { ticket, response: { ...plain(shown), response: { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) } } })
}
export async function addPasskey(name: string, current: string): Promise<void> {
  const { ticket, options } = await post<{ ticket: string; options: PublicKeyCredentialCreationOptionsJSON }>('/_/passkeys/begin', { current })
  const { startRegistration } = await library()
  const made = await startRegistration({ optionsJSON: options })
  const { clientDataJSON, attestationObject, transports } = made.response
  await post('/_/passkeys', { ticket, name, response: { ...plain(made), response: { clientDataJSON, attestationObject, ...(transports ? { transports } : {}) } } })
}
/** The person put the dialog of the browser away. */
export const putAway = (error: unknown): boolean => error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)

export interface Me { readonly id: string; readonly name: string; readonly email: string; readonly language: string | null; readonly time_zone: string | null; readonly picture: { readonly id: string; readonly name: string } | null; readonly roles: readonly string[]; readonly password: boolean }
export const readMe = (): Promise<Me> => request('/_/me')
export const changeMe = (change: Partial<Pick<Me, 'name' | 'language' | 'time_zone'>> & { picture?: string | null }): Promise<Me> => request('/_/me', { method: 'PATCH', body: change })
export interface Factors { readonly app: boolean; readonly since: string | null; readonly passkeys: number; readonly recovery: number; readonly required: boolean }
export const readFactors = (): Promise<Factors> => request('/_/two-factor')
export const beginFactor = (current: string): Promise<NewSecret> => post('/_/two-factor/begin', { current })
export const confirmFactor = (code: string): Promise<{ codes: readonly string[] }> => post('/_/two-factor/confirm', { code })
export const renewCodes = (current: string): Promise<{ codes: readonly string[] }> => post('/_/two-factor/codes', { current })
export const dropFactor = (current: string): Promise<void> => post('/_/two-factor/off', { current })
export interface Passkey { readonly id: string; readonly name: string; readonly host: string; readonly created_at: string; readonly last_used_at: string | null }
export const readPasskeys = (): Promise<{ rows: readonly Passkey[]; possible: boolean }> => request('/_/passkeys')
export const removePasskey = (id: string, current: string): Promise<void> => post(`/_/passkeys/${id}/remove`, { current })
export interface SessionEntry { readonly id: string; readonly last_seen_at: string; readonly created_at: string; readonly ip: string | null; readonly agent: string | null; readonly current?: boolean }
export const changePassword = (current: string, password: string): Promise<void> => post('/_/session/password', { current, password })
