const browsers: readonly (readonly [RegExp, string])[] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Version\/.*Safari\//, 'Safari'], [/node|curl/i, 'API']]
const systems: readonly (readonly [RegExp, string])[] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']]

/** `Firefox, Windows`; '' where the browser does not say. */
export function deviceOf(agent: string | null): string {
  const named = (list: typeof browsers): string | undefined => list.find(([sign]) => sign.test(agent ?? ''))?.[1]
  return [named(browsers), named(systems)].filter(Boolean).join(', ')
}
