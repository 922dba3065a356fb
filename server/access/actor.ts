import type { Language } from '../../metadata/texts/index.ts'

/** Who acts. Never null: what needs no person is done by a `system` actor, made in few, listed places. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'guest' | 'system'
  /** The user's id; of a key, the key's id; null for guest and system. */
  readonly id: string | null
  readonly name: string
  /** Keys of roles, sorted. `administrator` may do everything in its workspace. */
  readonly roles: readonly string[]
  readonly language: Language
  /** IANA zone of the person, used by today(). */
  readonly zone: string
}
