/** The name that was probably meant: at most two letters wrong. */
export function suggest(name: string, names: readonly string[]): string | undefined {
  const near = names.map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) })).filter(({ distance }) => distance <= Math.max(1, Math.min(2, name.length / 3)))
  return near.sort((a, b) => a.distance - b.distance)[0]?.other
}
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}
