import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface Source { readonly file: string; readonly text: string }

/** Every TypeScript file beneath the folders, paths with `/`. */
export const sourcesIn = (...tops: string[]): Source[] =>
  tops.filter((top) => existsSync(top)).flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => ({ file: join(top, file).replaceAll('\\', '/'), text: readFileSync(join(top, file), 'utf8') })))

export const engine = sourcesIn('metadata', 'server', 'runtime', 'studio')
export const all = [...engine, ...sourcesIn('tests')]

/** What a file imports: paths from the root, or names of packages. */
export const importsOf = ({ file, text }: Source): string[] =>
  [...text.matchAll(/^\s*(?:import|export)\b[^'"\n]*(?:\n[^'";]*?)?from '([^']+)'|\bimport\(\s*'([^']+)'|^import '([^']+)'/gm)]
    .map((hit) => hit[1] ?? hit[2] ?? hit[3] ?? '')
    .map((to) => (to.startsWith('.') ? join(file, '..', to).replaceAll('\\', '/') : to))
