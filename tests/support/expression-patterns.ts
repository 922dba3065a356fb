/** What is written by a pattern: a letter stands for a part of that type, `#` a number, `$` a text, `@` a date, `^` any path. */
export const letters = {
  N: 'number', T: 'text', B: 'boolean', D: 'date', H: 'time', Z: 'datetime', U: 'duration', L: 'texts', M: 'numbers', W: 'dates', X: 'region', C: 'customer', K: 'tag', E: 'user', Q: 'tags',
} as const
export type Kind = (typeof letters)[keyof typeof letters]

export const leaves: Readonly<Record<Kind, readonly string[]>> = {
  number: ['(#)', '#'], text: ['$'], boolean: ['true', 'false'], date: ["date('@')", 'today()'], time: ["time('08:30')", 'time(now())'], datetime: ['now()', "datetime('2024-02-29T12:00:00.5+02:00')"],
  duration: ["duration('90m')", "duration('-1.5s')", "duration('36h')"], texts: ["['a', 'ß']", '[$, $]'], numbers: ['[1, 2, 2.5]', '[#]'], dates: ["[date('@'), date('@')]", '[today()]'],
  region: ['me().region', 'me().region.upper'], customer: ['me().client', 'me().client.chief'], tag: ['me().badge'], user: ['me()'], tags: ['me().client.tags'],
}
export const branches: Readonly<Record<Kind, readonly string[]>> = {
  number: [
    '(N + N)', '(N - N)', '(N * N)', '(N / N)', '(N % N)', '-(N)', 'round(N)', 'round(N, #)', 'floor(N)', 'ceil(N)', 'abs(N)', 'min(N, N)', 'max(N, N, N)', 'coalesce(N, N)', 'size(T)', 'size(L)', 'size(M)',
    'year(D)', 'month(Z)', 'weekday(D)', 'quarter(D)', 'day(Z)', 'hour(Z)', 'minute(H)', 'hour(H)', 'days_between(D, D)', 'number(T)', 'double(N)', 'int(N)', 'int(T)', 'int(Z)', 'uint(N)', 'uint(T)', 'number(U)', '(U / U)', '[N, N][N]', 'M[N]',
    'sum(M)', 'min(M)', 'M.max()', 'average(M)', 'count(M)', 'count(L)', '(N + null)', '(null * N)', 'coalesce(null, N)', '(B ? null : N)', 'round(null)', '1u',
    'getFullYear(D)', 'D.getMonth()', 'Z.getDayOfWeek()', 'D.getDayOfYear()', 'Z.getSeconds()', 'Z.getMilliseconds()', 'U.getHours()', 'U.getMinutes()', 'U.getSeconds()', 'U.getMilliseconds()', 'H.getHours()',
  ],
  text: ['(T + T)', 'lower(T)', 'upper(T)', 'trim(T)', 'substring(T, N)', 'substring(T, N, N)', 'replace(T, T, T)', 'text(N)', 'text(D)', 'text(Z)', 'text(B)', 'string(U)', 'text(H)', 'join(L, T)', 'coalesce(T, T)', 'min(T, T)', 'max(T, T)', 'L[N]', 'min(L)', 'max(L)', '(T + null)', '(B ? T : null)', 'coalesce(null, T, T)', 'text(X)', 'join(split(T, T), $)'],
  boolean: [
    '(N == N)', '(N != N)', '(N < N)', '(N >= N)', '(T == T)', '(T != T)', '(T < T)', '(T >= T)', '(D <= D)', '(D != D)', "(D == '@')", '(Z < Z)', '(Z == Z)', '(H < H)', '(H == H)', '(U > U)', '(U == U)', '(B && B)', '(B || B)', '!(B)', '(B == B)', '(B < B)', '(N && T)', '(L || U)', '!(D)', '!(X)', '(C && B)', '!L',
    '(N == null)', '(null != D)', '(L == null)', '(X == null)', '(B && null)', '(null || B)', '(B == null)', 'has(^)', 'has(^) && B', '(T in L)', '(N in [1, N])', '(N in M)', '(D in W)', '(null in M)', 'T.contains(T)', 'T.startsWith(T)', 'T.endsWith(T)', 'L.contains(T)', 'bool(T)', 'bool(B)', '(L == L)', '(M == M)', '(W != W)', 'coalesce(B, B)', 'min(B, B)', 'max(B, B)',
    '(X == X)', '(X != X)', '(C == C)', '(E == me())', '(K == K)', 'within(X, X)', '!within(X, X)', 'within(C, C)', "(X == '00000000-0000-7000-8000-000000000003')", '(K in [K, K])', '(K in [K, null])', '(K in Q)', 'Q.contains(K)', '(K in me().client.tags.map(x, x))', '(K in me().client.tags.filter(x, x.hidden))', '(X in [X])', '!Q', '(Q && B)', '(N > # ? B : null)',
  ],
  date: ['(D + U)', '(U + D)', '(D - U)', '(D + days(N))', 'add_months(D, N)', 'start_of_month(D)', 'start_of_year(D)', 'start_of_quarter(D)', 'start_of_week(D)', 'end_of_month(D)', 'date(N, N, N)', 'date(2024, N, N)', 'date(T)', 'date(Z)', 'date(D)', 'coalesce(D, D)', 'min(D, D)', 'max(D, D)', 'W[N]', 'min(W)', 'max(W)', '(D + null)', '(B ? D : null)', 'coalesce(null, D)'],
  time: ['time(T)', 'time(Z)', 'coalesce(H, H)', 'min(H, H)', 'max(H, H)', '(B ? H : null)'],
  datetime: ['(Z + U)', '(U + Z)', '(Z - U)', 'datetime(D)', 'datetime(T)', 'timestamp(Z)', 'timestamp(N)', 'max(Z, Z)', 'min(Z, Z)', 'coalesce(Z, Z)', "datetime(text(D) + 'T10:00:00.5+02:00')", '(B ? Z : null)'],
  duration: ['(U + U)', '(U - U)', '(U * N)', '(U / N)', '(Z - Z)', '(D - D)', 'hours(N)', 'minutes(N)', 'days(N)', '-(U)', 'abs(U)', 'coalesce(U, U)', 'max(U, U)', '(B ? null : U)'],
  texts: ['(L + L)', 'split(T, T)', '[T, T]', '[T, null]', '(B ? L : L)'],
  numbers: ['(M + M)', '[N, N]', '[N, null, #]', '(B ? M : M)'],
  dates: ['(W + W)', '[D, D]', '(B ? W : W)'],
  region: ['(B ? X : X)', 'coalesce(X, X)', '(B ? null : X)'], customer: ['(B ? C : C)', '(B ? C : null)'], tag: ['(B ? K : K)', 'coalesce(K, K)'], user: ['(B ? E : me())', 'coalesce(E, E)'], tags: ['me().client.tags', 'me().client.chief.tags'],
}
/** Over rows: `rows` is the path of rows, `v` a variable; the last part is about a row. */
export const overRows: { readonly [K in Kind]?: readonly string[] } = {
  number: ['sum(rows, N)', 'rows.sum(v, N)', 'count(rows)', 'size(rows)', 'count(rows, B)', 'rows.count(v, B)', 'average(rows, N)', 'rows.average(v, N)', 'min(rows, N)', 'rows.max(v, N)', 'sum(rows.map(v, N))'],
  text: ['min(rows, T)', 'rows.max(v, T)', 'join(rows.map(v, T), $)'],
  boolean: ['rows.exists(v, B)', 'rows.exists(v, B)', 'rows.all(v, B)', 'rows.all(v, B)', 'rows.exists_one(v, B)', '!rows', '(rows == null)', 'rows.exists(v, N)', 'max(rows, B)', 'rows.map(v, N).exists(x, x == #)'],
  date: ['min(rows, D)', 'rows.max(v, D)'], datetime: ['max(rows, Z)', 'rows.min(v, Z)'], duration: ['sum(rows, U)', 'rows.max(v, U)'], time: ['min(rows, H)'],
  texts: ['rows.map(v, T)', 'rows.map(v, B, T)'], numbers: ['rows.map(v, N)', 'rows.map(v, B, N)'], dates: ['rows.map(v, D)'],
}
/** Over plain lists: `list` is one of texts, numbers or dates, whose items `v` is. */
export const overLists: { readonly [K in Kind]?: readonly string[] } = {
  number: ['list.sum(v, N)', 'list.count(v, B)', 'list.max(v, N)', 'list.average(v, N)'], text: ['list.min(v, T)', 'join(list.map(v, T), $)'], boolean: ['list.exists(v, B)', 'list.all(v, B)', 'list.exists_one(v, B)'],
  date: ['list.max(v, D)'], texts: ['list.map(v, T)', 'list.map(v, B, T)'], numbers: ['list.map(v, N)'], dates: ['list.map(v, D)'],
}
