import { hash } from '../model/physical.ts'

export type ConstraintKind = 'key' | 'unique' | 'foreign' | 'overlap' | 'index' | 'search'
const prefixes: { [K in ConstraintKind]: string } = { key: '_k', unique: '_u', foreign: '_f', overlap: '_x', index: '_i', search: '_s' }

/**
 * Name of a constraint or index. Made of keys, so that a rename leaves it alone; `_` keeps it apart from every table's name,
 * the hash from every other constraint.
 */
export function constraintName(kind: ConstraintKind, table: string, rule: string): string {
  const readable = `${prefixes[kind]}_${table}_${rule}`.replaceAll(/[^a-z0-9_]/g, '_').slice(0, 54)
  return `${readable}_${hash(`${kind}:${table}:${rule}`)}`
}

const waiting = /^_q_[0-9a-f]{8}_(\d+)_/
/**
 * Where a dropped table or column waits. The same one may be dropped again while an earlier one still waits: `newest` is the
 * name of the newest that waits under this id, and the next has the next number.
 */
export function quarantineName(id: string, name: string, newest: string | undefined): string {
  const number = Number(waiting.exec(newest ?? '')?.[1] ?? 0) + 1
  return `_q_${hash(id)}_${number}_${name}`.slice(0, 63)
}

/** A name for the middle of a take-over. */
export const passingName = (id: string): string => `_t_${hash(id)}`
