export interface Span { readonly from: number; readonly to: number }
export interface Spot { readonly line: number; readonly column: number }

/** Where each value of a JSON text stands, by JSON pointer; of a text that is none, as far as it goes. */
export function spansOf(text: string): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>()
  const stack: { path: string; list: boolean; index: number; key: string | null; from: number }[] = []
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g
  const here = (): string => {
    const top = stack.at(-1)
    return top ? `${top.path}/${top.list ? top.index : escape(top.key ?? '')}` : ''
  }
  for (let hit = token.exec(text); hit; hit = token.exec(text)) {
    const [word] = hit
    const top = stack.at(-1)
    if (word === '{' || word === '[') stack.push({ path: here(), list: word === '[', index: 0, key: null, from: hit.index })
    else if (word === '}' || word === ']') {
      const closed = stack.pop()
      if (closed) spans.set(closed.path, { from: closed.from, to: hit.index + 1 })
    } else if (word === ',') { if (top?.list) top.index++; else if (top) top.key = null }
    else if (word === ':') continue
    else if (top && !top.list && top.key === null) top.key = plain(word)
    else spans.set(here(), { from: hit.index, to: hit.index + word.length })
  }
  for (const open of stack) spans.set(open.path, { from: open.from, to: text.length })
  return spans
}
const escape = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
function plain(word: string): string {
  try { return String(JSON.parse(word)) } catch { return word }
}

/** The place of a pointer, or of the nearest thing around it that is there. */
export function locate(spans: ReadonlyMap<string, Span>, path: string): Span {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const span = spans.get(at)
    if (span) return span
  }
  return spans.get('') ?? { from: 0, to: 0 }
}

export function spotOf(text: string, offset: number): Spot {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

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
