export type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly offset: number; readonly detail: string }
/** Engines name the position in their message in different ways; where they do not, the text has ended too early. */
export function readJson(text: string): Read {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    const detail = (error as Error).message
    const position = /position (\d+)/.exec(detail)
    return { ok: false, offset: position ? Number(position[1]) : text.length, detail: detail.replace(/,? ?(\.\.\.)?".*"? is not valid JSON$/s, '').replace(/ \(line.*\)$/, '').replace(/ in JSON at position \d+$/, '') }
  }
}

export interface Spot { readonly line: number; readonly column: number }
export function spotOf(text: string, offset: number): Spot {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
