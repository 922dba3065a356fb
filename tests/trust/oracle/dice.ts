/** Random choices from a seed. */
export interface Dice {
  /** 0 … n-1 */
  int(n: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Each with this probability, in their order. */
  some<T>(list: readonly T[], probability: number): T[]
}

export function dice(seed: number): Dice {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (n: number): number => Math.floor(next() * n)
  const chance = (probability: number): boolean => next() < probability
  return {
    int, chance,
    pick: (list) => list[int(list.length)]!,
    some: (list, probability) => list.filter(() => chance(probability)),
  }
}
