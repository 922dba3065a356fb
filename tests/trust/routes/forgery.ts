import type { Hunt } from '../suite.ts'
import type { Route } from './matrix.ts'
import { json, send, type Sent } from './send.ts'
import type { World } from './world.ts'

/** What a page of another site can make a browser send along with our cookie. */
const forged: Readonly<Record<string, (host: string) => Readonly<Record<string, string>>>> = {
  'no header of ours': () => ({ 'x-officina': '' }),
  'another header': () => ({ 'x-officina': '0' }),
  'a foreign origin': () => ({ origin: 'https://evil.example' }),
  'an origin that begins like ours': (host) => ({ origin: `http://${host}.evil.example` }),
  'an origin at another port': (host) => ({ origin: `http://${host.split(':')[0]}:1` }),
  'no origin at all': () => ({ origin: 'null' }),
  'a cross-site fetch': () => ({ 'sec-fetch-site': 'cross-site' }),
  'a fetch of a sister site': () => ({ 'sec-fetch-site': 'same-site' }),
}
const types = ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', 'application/jsonx', 'multipart/form-data; boundary=x']

/** Every route that changes something, as the administrator's own browser would be made to call it. */
export async function forge(world: World, hunt: Hunt, routes: readonly Route[]): Promise<number> {
  const actor = world.actors.find(({ who }) => who === 'administrator')!
  const { host } = new URL(world.server.url)
  let cases = 0
  const refuse = async (route: Route, how: string, { sent, status }: { sent: Omit<Sent, 'method'>; status: number }): Promise<void> => {
    const answer = await send(world, { method: route.method, ...sent, headers: { ...(await actor.headers()), ...sent.headers } })
    cases++
    if (answer.status !== status) hunt.violation(`${route.name} with ${how}: ${answer.status}`, json(answer))
  }
  for (const route of routes.filter(({ method }) => !['GET', 'HEAD'].includes(method))) {
    if (hunt.enough()) break
    const asked = await route.ask({ world, actor, id: 'own' })
    for (const [how, headers] of Object.entries(forged)) await refuse(route, how, { sent: { ...asked, headers: headers(host) }, status: 403 })
    for (const type of types)
      if (asked.file === undefined) await refuse(route, `a body of ${type}`, { sent: { path: asked.path, body: JSON.stringify(asked.body ?? {}), headers: { 'content-type': type } }, status: 415 })
  }
  return cases
}
