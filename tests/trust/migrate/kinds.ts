import { additions } from './kinds/additions.ts'
import { changes } from './kinds/changes.ts'
import { lines } from './kinds/lines.ts'
import { names } from './kinds/names.ts'
import { removals } from './kinds/removals.ts'
import { rules } from './kinds/rules.ts'
import type { Kind } from './kinds/kind.ts'

export const kinds: Readonly<Record<string, Kind>> = { ...additions, ...names, ...removals, ...changes, ...rules, ...lines }
