/** Parts of a top-level `&&`; text, brackets and `||` at top level keep a part whole. */
export function splitAnd(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (const token of text.matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|&&|\|\||[()[\]]/g)) {
    if (token[0] === '(' || token[0] === '[') depth++
    else if (token[0] === ')' || token[0] === ']') depth--
    else if (token[0] === '||' && depth === 0) return [text.trim()]
    else if (token[0] === '&&' && depth === 0) { parts.push(text.slice(from, token.index)); from = token.index + 2 }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter(Boolean)
}
