import type { Connection } from '../../server/db/connect.ts'

/** A hunt for one sort of fault over cases drawn from a seed: the same seed and size give the same cases. */
export interface Suite {
  /** The flag that says how many, and how many when it is not given. */
  readonly size: { readonly flag: 'cases' | 'rounds' | 'requests'; readonly usual: number }
  /** Faults that the suite is known to catch, by name. */
  readonly plants: Readonly<Record<string, Plant>>
  run(hunt: Hunt): Promise<{ readonly cases: number }>
}

/** A fault put into a copy of the sources; the text must stand there exactly once, so that a plant cannot wither unseen. */
export interface Plant {
  /** What an attacker or a crash would make of it. */
  readonly says: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** Where its cases are rare: how many from which seed meet it. */
  readonly met?: { readonly size: number; readonly seed: number }
}

export interface Hunt {
  readonly seed: number
  readonly size: number
  /** A PostgreSQL that nobody else uses, as its superuser. */
  readonly connection: Connection
  /** Counts a violation; the first few are told with all that is needed to see them again. */
  violation(what: string, seen?: unknown): void
  /** True as soon as so many are found that more would teach nothing. */
  enough(): boolean
}
