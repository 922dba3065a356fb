/**
 * How well a text fits what was typed; 0 = not at all. Every word must fit: best at the very beginning, then at the beginning of a
 * word, then inside of one, then letter by letter in order. Shorter texts fit better.
 */
export function fit(text: string, typed: string): number {
  const plain = fold(text)
  const words = fold(typed).split(/\s+/).filter(Boolean)
  let sum = 0
  for (const word of words) {
    const one = fitWord(plain, word)
    if (one === 0) return 0
    sum += one
  }
  return words.length === 0 ? 1 : sum / words.length + 10 / (10 + plain.length)
}
const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{Mn}/gu, '').toLowerCase()

function fitWord(text: string, word: string): number {
  if (text === word) return 120
  if (text.startsWith(word)) return 100
  const at = text.indexOf(word)
  if (at > 0) return /[\s\-_/.,(]/.test(text[at - 1] ?? '') ? 80 : 50
  return initials(text).startsWith(word) ? 60 : word.length > 2 && inOrder(text, word) ? 10 : 0
}
const initials = (text: string): string => text.split(/[\s\-_/]+/).map((part) => part[0] ?? '').join('')
/** The letters follow each other with few others between. */
function inOrder(text: string, word: string): boolean {
  let at = text.indexOf(word[0] ?? '')
  const begun = at
  for (const letter of [...word].slice(1)) {
    at = text.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return begun >= 0 && at - begun < word.length * 3
}
