import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll } from 'vitest'

const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-zygote', '--font-render-hinting=none', '--disable-background-networking']
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:/Program Files/Google/Chrome/Application/chrome.exe']
let shared: Promise<Browser> | null = null

/** A Chromium for the test file that calls; closed when the file is done. */
export function browser(): Promise<Browser> {
  if (!shared) {
    shared = launch()
    afterAll(async () => {
      await (await shared)?.close()
      shared = null
    })
  }
  return shared
}

async function launch(): Promise<Browser> {
  const executablePath = await findChromium()
  return chromium.launch({ executablePath, args })
}

async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const found = (await packed()) ?? [...installed, chromium.executablePath()].find((path) => existsSync(path))
  if (found) return found
  throw new Error('No Chromium was found: install one (apt-get install chromium), or set CHROMIUM_PATH.')
}

/** The Chromium of the npm package. It reuses whatever stands in the temporary folder, so it gets a private one. */
async function packed(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const before = process.env.TMPDIR
  const place = join(tmpdir(), `officina-chromium-147-${process.getuid?.() ?? 0}`)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  process.env.TMPDIR = place
  // Makes the package unpack its own copies of libraries that a bare system lacks.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    const path = await packaged.executablePath()
    // The package's own list of fonts names folders that stand only where it unpacks to /tmp; a page without any font ends the browser.
    writeFileSync(join(place, 'fonts', 'fonts.conf'), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(place, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(place, 'fonts-cache')}</cachedir></fontconfig>`)
    return path
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
