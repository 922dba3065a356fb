import type { Access, RegisteredRoute } from '../../../server/http/guard.ts'
import type { Hunt } from '../suite.ts'
import { type Case, type Declared, declared, idKinds } from './declared.ts'
import { secrets } from './model.ts'
import { json, plain, type Sent, send } from './send.ts'
import type { Actor, World } from './world.ts'

export const routeOf = ({ method, url }: Pick<RegisteredRoute, 'method' | 'url'>): string => `${method === 'HEAD' ? 'GET' : method} ${url}`
export interface Route extends Declared { readonly method: string; readonly name: string }
/** What the server registered and the table knows. */
export const routesOf = ({ server }: World): Route[] =>
  server.routes.filter(({ url }) => url.startsWith('/api/')).flatMap((route) => (Object.hasOwn(declared, routeOf(route)) ? [{ ...declared[routeOf(route)]!, method: route.method, name: `${route.method} ${route.url}` }] : []))

const needed: { readonly [A in Access]: readonly Actor['who'][] | null } = { public: null, record: null, 'signed-in': null, designer: ['designer', 'administrator'], administrator: ['administrator'] }
function expected(route: Route, one: Case): number {
  const { actor } = one
  // A key that opens nothing is refused, not taken for somebody unknown.
  if (actor.who === 'nobody' && (actor.key || route.access !== 'public')) return 401
  return needed[route.access]?.includes(actor.who) === false ? 403 : route.answer(one)
}

/** Every route × every actor × every sort of id. */
export async function walkMatrix(world: World, hunt: Hunt, routes: readonly Route[]): Promise<number> {
  let cases = 0
  for (const route of routes) {
    for (const actor of world.actors) {
      const seen = new Map<string, string>()
      for (const id of route.single || route.method === 'HEAD' ? (['own'] as const) : idKinds) {
        if (hunt.enough()) return cases
        const one: Case = { world, actor, id }
        const asked = { method: route.method, ...(await route.ask(one)) }
        const answer = await send(world, { ...asked, headers: await actor.headers() })
        cases++
        const wanted = expected(route, one)
        if (answer.status !== wanted) hunt.violation(`${route.name} as ${actor.name}, ${id} id: ${answer.status} where ${wanted} is declared`, json(answer))
        if (leaks(actor, asked, answer.text)) hunt.violation(`${route.name} as ${actor.name} tells a name or value that is not his`, answer.text.slice(0, 500))
        if (answer.status === 404) seen.set(id, plain(answer))
        cases += await checkDetours(world, hunt, { route, actor, asked })
      }
      if (new Set(seen.values()).size > 1) hunt.violation(`${route.name} as ${actor.name}: what is out of sight is answered unlike what is absent`, Object.fromEntries(seen))
    }
  }
  return cases
}

/** Names of the model are for those who see it, the value for the administrator. What the request itself said may come back. */
function leaks({ who }: Actor, { path, body }: Sent, text: string): boolean {
  if (who === 'administrator') return false
  if (text.includes(secrets.value)) return true
  if (who === 'designer') return false
  if (text.includes(secrets.field)) return true
  return (who === 'nobody' || who === 'plain') && (text.includes(secrets.label) || (text.includes(secrets.entity) && !`${path} ${JSON.stringify(body)}`.includes(secrets.entity)))
}

const detours: readonly ((path: string) => string)[] = [
  (path) => `${path}${path.includes('?') ? '&' : '?'}x=/api/_/session`, (path) => `/${path}`, (path) => path.replace(/^\/(.)/, '/.%2f$1'), (path) => `${path}/`, (path) => `${path};/_/session`,
  (path) => path.toUpperCase(), (path) => `/_/session/..${path}`, (path) => `${path}%2f..%2f_%2fsession`, (path) => path.replace('/_/', '/%5f/'),
]
/** No way of writing an address leads around the decision. */
async function checkDetours(world: World, hunt: Hunt, { route, actor, asked }: { route: Route; actor: Actor; asked: Sent }): Promise<number> {
  if (actor.name !== 'anonymous' || route.access === 'public' || route.method === 'HEAD') return 0
  for (const detour of detours) {
    const path = detour(asked.path)
    const answer = await send(world, { ...asked, path })
    if (answer.status < 400 || (answer.status > 405 && answer.status !== 415)) hunt.violation(`${route.method} ${path} as anonymous: ${answer.status}`, json(answer))
  }
  return detours.length
}
