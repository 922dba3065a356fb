export interface Span { readonly from: number; readonly to: number }

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
