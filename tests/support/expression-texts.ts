import type { RecordValue } from '../../metadata/expressions/tree.ts'

type Kind = 'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'duration' | 'texts'
const words = ["''", "'a'", "'Zoë'", "'ß'", "'😀x'", "'\\uFFFD'", "'12.50'", "'2024-02-29'", "'2023-02-30'", "' x '", "'true'", "','"]
const numbers = ['0', '1', '-1', '2', '3', '0.1', '-2.5', '1.005', '99999999999.999999', '0.0000000000005', '7', '365', '1000000']
const dates = ['2024-01-31', '2024-02-29', '2023-12-31', '0001-01-01', '9999-12-31', '2026-03-29']
const raw = (quoted: string): string => quoted.slice(1, -1).replace('\\uFFFD', '\uFFFD')

/** Well-typed texts and rows from a seed; small numbers of unlucky values, so that they meet often. */
export class Texts {
  #state: number
  constructor(seed: number) { this.#state = seed >>> 0 || 1 }
  #below(n: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * n)
  }
  #one<T>(items: readonly T[]): T { return items[this.#below(items.length)] as T }
  next(): string { return this.#of(this.#one(['number', 'text', 'boolean', 'boolean', 'date', 'datetime', 'duration', 'texts'] as const), 4) }

  #of(kind: Kind, depth: number): string {
    const leaf = depth <= 0 || this.#below(6) === 0
    if (!leaf && this.#below(8) === 0) return `(${this.#of('boolean', depth - 1)} ? ${this.#of(kind, depth - 1)} : ${this.#of(kind, depth - 1)})`
    const pattern = this.#one(leaf ? leaves[kind] : branches[kind])
    return pattern.replaceAll(/[NTBDZUL](?![a-z0-9])/g, (letter) => this.#of(letters[letter] ?? 'text', depth - 1)).replaceAll('#', () => this.#one(numbers)).replaceAll('$', () => this.#one(words)).replaceAll('@', () => this.#one(dates))
  }

  row(): RecordValue {
    const maybe = <T>(value: T): T | null => (this.#below(5) === 0 ? null : value)
    const instant = (): string => `${this.#one(dates)}T${this.#one(['00:00:00.000Z', '23:59:59.999Z', '12:30:15.007Z'])}`
    const lines = Array.from({ length: this.#below(4) }, () => ({ id: null, qty: maybe(this.#one(numbers)), price: maybe(this.#one(numbers)), note: maybe(raw(this.#one(words))), open: maybe(this.#below(2) === 0) }))
    return {
      id: null, n: maybe(this.#one(numbers)), m: maybe(this.#one(numbers)), i: maybe(this.#below(7) - 3), s: maybe(raw(this.#one(words))), t: maybe(raw(this.#one(words))), b: maybe(this.#below(2) === 0), c: maybe(this.#below(2) === 0),
      d: maybe(this.#one(dates)), e: maybe(this.#one(dates)), h: maybe(this.#one(['00:00:00', '23:59:59', '08:30:01'])), z: maybe(instant()), y: maybe(instant()), u: maybe(this.#one([0, 1, -1, 86_400, 90_061, -3600])), tags: maybe([['a', 'b'], [], ['a', ''], ['ß']][this.#below(4)]), lines,
    }
  }
}
const letters: Readonly<Record<string, Kind>> = { N: 'number', T: 'text', B: 'boolean', D: 'date', Z: 'datetime', U: 'duration', L: 'texts' }
const leaves: Readonly<Record<Kind, readonly string[]>> = {
  number: ['n', 'm', 'i', '(#)'], text: ['s', 't', '$'], boolean: ['b', 'c', 'true', 'false'], date: ['d', 'e', "date('@')", 'today()'], datetime: ['z', 'y', 'now()'],
  duration: ['u', "duration('90m')", "duration('-1.5s')"], texts: ['tags', "['a', s]", "['a', 'ß']"],
}
const branches: Readonly<Record<Kind, readonly string[]>> = {
  number: ['(N + N)', '(N - N)', '(N * N)', '(N / N)', '(N % N)', '-(N)', 'round(N)', 'round(N, #)', 'floor(N)', 'ceil(N)', 'abs(N)', 'min(N, N)', 'max(N, N)', 'coalesce(N, N)', 'size(T)', 'size(L)', 'year(D)', 'month(Z)', 'weekday(D)', 'quarter(D)', 'day(Z)', 'hour(Z)', 'minute(h)', 'days_between(D, D)',
    'number(T)', 'int(N)', 'int(Z)', 'number(U)', '(U / U)', 'sum(lines, qty * price)', 'count(lines)', 'count(lines, qty > #)', 'average(lines, qty)', 'min(lines, price)', 'lines.max(l, l.qty - n)', 'sum(lines.filter(l, l.open), price)', 'sum([n, m, N])', '[N, N][i]'],
  text: ['(T + T)', 'lower(T)', 'upper(T)', 'trim(T)', 'substring(T, N)', 'substring(T, N, N)', 'replace(T, T, T)', 'text(N)', 'text(D)', 'text(Z)', 'text(B)', 'text(U)', 'text(h)', 'join(L, T)', 'coalesce(T, T)', 'min(T, T)', 'max(lines, note)', 'L[N]', 'join(lines.map(l, l.note), $)'],
  boolean: ['(N == N)', '(N < N)', '(N >= N)', '(T == T)', '(T != T)', '(T < T)', '(T >= T)', '(D <= D)', "(D == '@')", '(Z < Z)', '(U > U)', '(B && B)', '(B || B)', '!(B)', '(B == B)', '(N && T)', '!(D)', '(N == null)', '(D != null)', '(T in L)', '(N in [1, N])', "T.contains(T)", 'T.startsWith(T)', 'T.endsWith(T)', 'bool(T)', '(L == L)', 'lines.exists(l, l.qty > N)',
    'lines.all(l, l.price * l.qty >= #)', 'lines.exists_one(l, l.open)', 'L.exists(x, x == T)', 'L.filter(x, x < T).all(x, size(x) > 0)', '!lines', 'coalesce(B, B)'],
  date: ['(D + U)', '(D - U)', '(D + days(N))', 'add_months(D, N)', 'start_of_month(D)', 'start_of_year(D)', 'start_of_quarter(D)', 'start_of_week(D)', 'end_of_month(D)', 'date(N, N, N)', 'date(2024, N, N)', 'date(T)', 'date(Z)', 'coalesce(D, D)', 'min(D, D)'],
  datetime: ['(Z + U)', '(Z - U)', 'datetime(D)', 'datetime(T)', 'max(Z, Z)', "datetime(text(D) + 'T10:00:00.5+02:00')"],
  duration: ['(U + U)', '(U - U)', '(U * N)', '(U / N)', '(Z - Z)', '(D - D)', 'hours(N)', 'minutes(N)', 'days(N)', '-(U)', 'abs(U)'],
  texts: ['(L + L)', 'split(T, T)', 'L.filter(x, x != T)', 'L.map(x, x + T)', 'lines.map(l, l.note)', '[T, T]'],
}
