import type { Runner } from '../db/database.ts'
import type { SessionOrigin } from './session-store.ts'

export const signInKinds = ['password', 'code', 'recovery', 'passkey', 'provider', 'invitation', 'setup', 'wrong_password', 'wrong_code'] as const
export type SignInKind = (typeof signInKinds)[number]
export interface SignInRow { readonly id: number; readonly at: string; readonly kind: SignInKind; readonly ip: string | null; readonly agent: string | null }

/** How somebody who is known here came in, or did not. */
export async function noteSignIn(db: Runner, schema: string, { user, kind, origin }: { user: string; kind: SignInKind; origin: SessionOrigin }): Promise<void> {
  await db.query(`insert into "${schema}"._sign_ins (user_id, kind, ip, agent) values ($1, $2, $3, $4)`, [user, kind, origin.ip, origin.agent?.slice(0, 300) ?? null])
}
export const listSignIns = (db: Runner, schema: string, of: { user: string; before: number | null }): Promise<SignInRow[]> =>
  db.query<SignInRow>(`select id, at, kind, ip, agent from "${schema}"._sign_ins where user_id = $1 and ($2::bigint is null or id < $2) order by id desc limit 50`, [of.user, of.before])
