import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export interface Letters {
  /** The data folder of the server whose letters these are. */
  readonly data: string
  /** What was sent to this address so far, oldest first, as it was read by the recipient. */
  to(address: string): string[]
  /** The secret behind the link of the newest letter to this address. */
  secret(address: string): string
}

/** The letters of a server without a mail server: it leaves them in a folder. */
export function letterBox(): Letters {
  const data = mkdtempSync(join(tmpdir(), 'officina-letters-'))
  afterAll(() => rmSync(data, { recursive: true, force: true }))
  const folder = join(data, 'mail')
  const all = (): string[] => { try { return readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), 'utf8')) } catch { return [] } }
  const to = (address: string): string[] => all().filter((letter) => letter.includes(address)).map((letter) => letter.replaceAll('=\r\n', '').replaceAll('=3D', '='))
  return { data, to, secret: (address) => /#([A-Za-z0-9_-]{43})/.exec(to(address).at(-1) ?? '')?.[1] ?? '' }
}
