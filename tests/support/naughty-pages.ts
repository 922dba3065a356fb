import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { person, type Watched } from './pages.ts'
import type { TestServer } from './server.ts'

/** A person whose browser tells of all that a hostile text could have brought about. */
export async function inert(server: TestServer): Promise<Watched & { check(page: Page): Promise<void> }> {
  const watched = await person(server)
  const { context, faults } = watched
  const tell = (fault: string): void => { faults.push(fault) }
  await context.exposeFunction('hack', () => tell('a script of a text was run'))
  context.on('dialog', (dialog) => { tell(`dialog: ${dialog.message()}`); void dialog.dismiss() })
  context.on('request', (request) => { if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) tell(`asked for ${request.url()}`) })
  context.on('page', (page) => page.on('console', (message) => { if (message.type() === 'error') tell(message.text()) }))
  const check = async (page: Page): Promise<void> => {
    expect(await page.evaluate(markup)).toEqual([])
    expect(faults).toEqual([])
  }
  return { ...watched, check }
}

/** Elements and attributes that our own pages never have. */
function markup(): string[] {
  const strange = [...document.querySelectorAll('iframe, object, embed, marquee, details:not(.menu-places), video, audio, math, base, form[action], template, script:not([src]), meta[http-equiv]')]
  const running = [...document.querySelectorAll('*')].filter((element) => element.getAttributeNames().some((name) => name.startsWith('on')) || /^\s*(javascript|vbscript|data):/i.test(element.getAttribute('href') ?? ''))
  return [...strange, ...running].map((element) => element.outerHTML.slice(0, 200))
}
