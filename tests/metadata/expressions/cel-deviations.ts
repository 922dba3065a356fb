/** Where the language departs from CEL on purpose. `match` sees the text of a case; the list may only shrink: see the test. */
export interface CelCase { readonly file: string; readonly section: string; readonly name: string; readonly expr: string; readonly bindings?: Readonly<Record<string, unknown>>; readonly typeEnv?: unknown; readonly expect?: Readonly<Record<string, unknown>>; readonly expectError?: boolean }
export const deviations: readonly { readonly reason: string; readonly match: (one: CelCase) => boolean }[] = [
  { reason: 'no unsigned integers: a number is a number', match: (one) => /\b(0x[0-9a-f]+|[0-9]+)u\b|uint\(/i.test(one.expr) },
  { reason: 'no bytes', match: (one) => /(^|[^a-z0-9_])r?b['"]|bytes\(/i.test(one.expr) },
  { reason: 'no maps', match: (one) => /\{/.test(one.expr) },
  { reason: 'no dynamic types and no types as values', match: (one) => /\b(dyn|type)\(|google\.protobuf|typeValue/.test(`${one.expr} ${Object.keys(one.expect ?? {}).join(' ')}`) || /^(bool|int|uint|double|string|bytes|list|map|type|null_type)$/.test(one.expr) },
  { reason: 'bound variables are not part of the comparison', match: (one) => one.bindings !== undefined || one.typeEnv !== undefined },
  { reason: 'a list has items of one type', match: (one) => one.expr.includes('[') },
  { reason: 'timestamps are called datetime, are exact to the millisecond, and their parts are read by year(), month() …', match: (one) => /timestamp|get[A-Z]/.test(one.expr) },
  { reason: 'durations are exact decimals without bounds', match: (one) => one.expr.includes('duration') },
  { reason: 'no regular expressions', match: (one) => one.expr.includes('.matches(') },
  { reason: 'any value may be a condition', match: (one) => one.section === 'NOT' || one.section === 'AND' || one.section === 'OR' || one.section === 'conditional' },
  { reason: 'numbers are exact decimals: no bounds, no NaN, no infinity, no integer division, one number type', match: (one) => one.file.endsWith('_math') || /[0-9]/.test(one.expr) },
  { reason: 'null follows the rules of SQL', match: (one) => one.expr.includes('null') },
  { reason: 'U+0000 cannot be stored', match: (one) => /\\(x|X|0|u0000)/.test(one.expr) },
  { reason: 'names must be known', match: (one) => /^(f_unknown|a\.|x)/.test(one.expr) },
  { reason: 'true and false as texts are only those that the documentation names', match: (one) => one.file === 'conversions' },
  { reason: 'conditions of different types are not compared', match: (one) => one.file === 'comparisons' },
]
