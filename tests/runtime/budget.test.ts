import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { prepareFrontEnd } from '../../server/front-end.ts'

interface Chunk { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] }
type Manifest = Readonly<Record<string, Chunk>>

/** The chunks that must arrive before the given modules run: themselves and all they import without waiting. */
function closure(manifest: Manifest, keys: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`${key} is not in the manifest`)
    if (found.has(key)) return
    found.add(key)
    chunk.imports?.forEach(visit)
  }
  keys.forEach(visit)
  return found
}
const kilobytes = (folder: string, files: readonly string[]): number =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0) / 1024

const firstList = ['index.html', 'screens/collection.tsx']

test('the first list needs at most 250 KB of script and 45 KB of style, compressed', { timeout: 120_000 }, async () => {
  const folder = await prepareFrontEnd()
  const manifest = JSON.parse(readFileSync(join(folder!, '.vite', 'manifest.json'), 'utf8')) as Manifest
  const chunks = [...closure(manifest, firstList)].map((key) => manifest[key]!)
  expect(kilobytes(folder!, chunks.map((chunk) => chunk.file))).toBeLessThanOrEqual(250)
  expect(kilobytes(folder!, chunks.flatMap((chunk) => chunk.css ?? []))).toBeLessThanOrEqual(45)
  expect([...closure(manifest, firstList)].filter((key) => /widgets\/edit|filter-editor|@rjsf/.test(key))).toEqual([])
})
