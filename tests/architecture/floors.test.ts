import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { all, engine, importsOf } from './sources.ts'

const language = ['metadata/base', 'metadata/texts']
/** First match wins. A file may import its own folder, and what its floor lists: folders, files or packages. */
const floors: readonly (readonly [floor: string, may: readonly string[]])[] = [
  ['metadata/texts', []],
  ['metadata/base', ['metadata/texts', 'decimal.js']],
  ['metadata/fields', [...language, 'metadata/expressions/tree.ts', '@sinclair/typebox', 'decimal.js']],
  ['metadata/expressions', [...language, 'metadata/fields', '@marcbachmann/cel-js', 'decimal.js', '@sinclair/typebox']],
  ['metadata/query', [...language, 'metadata/fields', 'metadata/expressions', '@sinclair/typebox']],
  ['metadata/kinds', [...language, 'metadata/fields', 'metadata/expressions', 'metadata/query', '@sinclair/typebox']],
  ['metadata/model', [...language, 'metadata/fields', 'metadata/expressions', 'metadata/query', 'metadata/kinds', '@sinclair/typebox']],
  ['metadata/change', [...language, 'metadata/fields', 'metadata/expressions', 'metadata/kinds', 'metadata/model']],
  ['metadata/api', [...language, 'metadata/fields', 'metadata/expressions', 'metadata/query', 'metadata/kinds', 'metadata/model', '@sinclair/typebox']],
  ['server/db', ['metadata', 'server/db', 'server/access/actor.ts', 'server/access/rights.ts', 'knex', 'pg', 'decimal.js', 'node:']],
  ['server/workspaces', ['metadata', 'server/db', 'server/access', 'server/publish', 'node:']],
  ['server', ['metadata', 'server', '@sinclair/typebox', '@fastify', 'fastify', 'bullmq', 'ioredis', 'nodemailer', 'file-type', 'csv-parse', 'csv-stringify', 'openid-client', 'otpauth', '@simplewebauthn/server', '@node-rs/argon2', 'pg', 'vite', 'decimal.js', 'node:']],
  ['runtime/vite.config.ts', ['node:', 'vite', '@vitejs']],
  ['runtime/field-traits-plugin.ts', ['metadata', 'vite']],
  // The one place where the addresses of both front ends meet; the studio's code is only named there, and arrives when it is opened.
  ['runtime/shell/root.tsx', ['metadata', 'runtime', 'studio/frame.tsx', 'studio/screens', 'react', 'react-router', '@mantine', '@tanstack']],
  ['runtime', ['metadata', 'runtime', 'virtual:field-traits', 'react', 'react-dom', 'react-router', 'react-i18next', 'i18next', '@mantine', '@tabler', '@tanstack', '@rjsf', '@dnd-kit', 'uqr', '@simplewebauthn/browser', 'dayjs', 'decimal.js']],
  ['studio', ['metadata', 'runtime', 'studio', 'react', 'react-dom', 'react-router', 'react-i18next', 'i18next', '@mantine', '@tabler', '@tanstack', '@rjsf', '@dnd-kit', 'dayjs', 'decimal.js']],
]
const within = (path: string, place: string): boolean => path === place || path.startsWith(place.endsWith(':') ? place : `${place}/`)

test('every file of the engine stands on a floor and imports only what lies beneath it', () => {
  const stray = engine.flatMap((source) => {
    const floor = floors.find(([place]) => within(source.file, place))
    if (!floor) return [`${source.file} is on no floor: give it one here`]
    const allowed = (to: string): boolean => within(to, dirname(source.file)) || within(to, floor[0]) || floor[1].some((place) => within(to, place))
    return importsOf(source).filter((to) => !allowed(to)).map((to) => `${source.file} may not import ${to}`)
  })
  expect(stray).toEqual([])
})

test('no file imports itself through others', () => {
  // Types alone make no cycle at run time; `import type` is left out.
  const graph = new Map(all.map((source) => [source.file, importsOf({ ...source, text: source.text.replaceAll(/^(import|export) type [^;]*? from '[^']+'/gm, '') })]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) cycles.push([...above.slice(above.indexOf(file)), file].join(' → '))
    if (above.includes(file) || done.has(file)) return
    for (const to of graph.get(file) ?? []) if (graph.has(to)) visit(to, [...above, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  expect(cycles).toEqual([])
})
