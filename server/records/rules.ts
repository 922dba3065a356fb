import { type Env, evaluate, holds } from '../../metadata/expressions/evaluate.ts'
import type { Expr, RecordValue } from '../../metadata/expressions/tree.ts'
import { toWire } from '../../metadata/expressions/wire.ts'
import { dayOf } from './day.ts'
import type { Row, Session } from './space.ts'

/** The rows that a rule of the model is about. */
export interface RuleScope {
  readonly session: Pick<Session, 'actor' | 'now'>
  readonly self: Row | null
  readonly parent?: Row | null
  readonly old?: Row | null
  readonly me?: Row | null
}

type Always = Pick<Env, 'now' | 'today' | 'me'>
const always = new WeakMap<RuleScope['session'], Always>()
/** The same for every rule of a session. */
function alwaysOf(session: RuleScope['session']): Always {
  const known = always.get(session)
  if (known) return known
  const made = { now: session.now.toISOString(), today: dayOf(session.now, session.actor.zone), me: session.actor.id === null ? null : { id: session.actor.id } }
  always.set(session, made)
  return made
}
function contextOf({ session, self, parent, old, me }: RuleScope): Env {
  const { now, today, me: known } = alwaysOf(session)
  return { self: self as RecordValue | null, parent: (parent ?? null) as RecordValue | null, old: (old ?? null) as RecordValue | null, me: (me ?? known) as RecordValue | null, now, today }
}

/** The value as a wire value. */
export const evaluateRule = (expr: Expr, scope: RuleScope): unknown => toWire(evaluate(expr, contextOf(scope)), expr.type)
/** True only when the condition is true: null is not. */
export const ruleHolds = (expr: Expr, scope: RuleScope): boolean => holds(expr, contextOf(scope))
