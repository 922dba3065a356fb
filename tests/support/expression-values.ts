/** A few unlucky values of every type, so that they meet often. */
export const words = ['', 'a', 'Zoë', 'ß', '😀x', '\uFFFD', '12.50', '2024-02-29', '2023-02-30', ' x ', 'true', ',', "it's \\ \"q\"", 'line\nbreak']
export const numbers = ['0', '1', '-1', '2', '3', '0.1', '-2.5', '1.005', '99999999999.999999', '0.0000000000005', '7', '365', '1000000']
export const dates = ['2024-01-31', '2024-02-29', '2023-12-31', '0001-01-01', '9999-12-31', '2026-03-29']
export const times = ['00:00:00', '23:59:59', '08:30:01']
export const instants = dates.flatMap((date) => ['00:00:00.000Z', '23:59:59.999Z', '12:30:15.007Z'].map((time) => `${date}T${time}`))

/** Chance from a seed. */
export interface Random { below(n: number): number; one<T>(items: readonly T[]): T }
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n)
  }
  return { below, one: (items) => items[below(items.length)] as (typeof items)[number] }
}
