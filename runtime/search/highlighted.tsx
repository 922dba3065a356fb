/** The words that were looked for stand out in the text. */
export function Highlighted({ text, words }: { text: string; words: readonly string[] }) {
  return parts(text, words).map(({ text: part, hit }, index) => (hit ? <mark key={index}>{part}</mark> : part))
}

interface Part { readonly text: string; readonly hit: boolean }
export function parts(text: string, words: readonly string[]): readonly Part[] {
  const low = text.toLowerCase()
  // Letters that change their length when made small would shift every place behind them.
  if (low.length !== text.length) return [{ text, hit: false }]
  const hits = Array.from({ length: text.length }, () => false)
  for (const word of words.map((one) => one.toLowerCase()).filter(Boolean))
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) hits.fill(true, at, at + word.length)
  const found: Part[] = []
  for (const [at, hit] of hits.entries()) {
    const last = found.at(-1)
    if (last?.hit === hit) found[found.length - 1] = { text: last.text + text[at]!, hit }
    else found.push({ text: text[at]!, hit })
  }
  return found
}
