import type { Documents } from '../world.ts'
import type { Effect, Row } from '../rows.ts'

export interface Kind {
  /** Published one after the other before the change, over what came before. */
  readonly before?: readonly ((docs: Documents) => void)[]
  /** The change itself; a name installs the template of that name. */
  readonly change: ((docs: Documents) => void) | string
  /** What becomes of the rows; not said: each value stays as and where it is. */
  readonly effect?: Effect
  /** True of each item once the change is live, of those too that somebody wrote meanwhile. */
  readonly holds?: (row: Row) => boolean
  /** Brings rows of its own. */
  readonly brings?: boolean
}
