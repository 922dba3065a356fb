import type { Actor } from '../access/actor.ts'
import type { Runner } from '../db/database.ts'
import { bind, type CompiledQuery, type Inputs, type Variant } from '../db/query/compile.ts'
import { pattern, words } from '../db/query/search.ts'
import type { Target } from '../db/query/statement.ts'
import { dayOf } from './day.ts'
import type { ReadRequest } from './read-query.ts'

/** Who reads, from what: the model and rights fixed at the start of the request. */
export interface Reader extends Target { readonly actor: Actor; readonly now?: Date }
export interface Asked { readonly compiled: CompiledQuery; readonly request: ReadRequest; readonly inputs: Inputs }

/** What a statement is given at each run besides its page: who, when, the words, the compared values. */
export function inputsOf(reader: Reader, compiled: CompiledQuery): Inputs {
  const now = reader.now ?? new Date()
  const { actor } = reader
  const inputs: Record<string, unknown> = { ...compiled.literals, me: actor.kind === 'user' ? actor.id : null, now: now.toISOString(), today: dayOf(now, actor.zone) }
  words(compiled.query.search).forEach((word, n) => { inputs[`search:${n}`] = pattern(word) })
  return inputs
}

/** Runs one variant of a query and gives rows in wire form. */
export async function run<R = Record<string, unknown>>(runner: Runner, { compiled, inputs }: Asked, of: { variant: Variant; inputs: Inputs }): Promise<R[]> {
  const prepared = compiled.prepare(of.variant)
  const rows = await runner.query<R>(prepared.text, bind(prepared, { ...inputs, ...of.inputs }), prepared.name)
  if (compiled.load && of.variant.kind !== 'groups' && of.variant.kind !== 'count') for (const row of rows) compiled.load(row)
  return rows
}
