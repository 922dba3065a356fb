import type { RegisteredRoute } from '../../../server/http/guard.ts'
import type { Hunt } from '../suite.ts'
import { declared } from './declared.ts'
import { routeOf, type Route } from './matrix.ts'
import { json, send } from './send.ts'
import type { Actor, World } from './world.ts'

interface Node { readonly type?: unknown; readonly properties?: Readonly<Record<string, Node>>; readonly additionalProperties?: unknown; readonly items?: Node; readonly anyOf?: readonly Node[]; readonly patternProperties?: object }

/** Every registered route is declared, with the access that it has, and says of each part of a request what may be in it. */
export function checkTable({ server: { routes } }: World, hunt: Hunt): number {
  for (const route of routes) {
    if (!route.url.startsWith('/api/')) continue
    const known = Object.hasOwn(declared, routeOf(route)) ? declared[routeOf(route)] : undefined
    if (!known) hunt.violation(`${route.method} ${route.url} is not declared`)
    else if (known.access !== route.access) hunt.violation(`${route.method} ${route.url} is for ${route.access} where ${known.access} is declared`)
    else for (const told of openParts(route, known.open)) hunt.violation(`${route.method} ${route.url}: ${told}`)
  }
  const there = new Set(routes.map(routeOf))
  for (const name of Object.keys(declared)) if (!there.has(name)) hunt.violation(`${name} is declared and does not exist`)
  return routes.length
}

function openParts({ method, url, schema, upload }: RegisteredRoute, open: 'query' | 'body' | undefined): string[] {
  const names = [...url.matchAll(/:([a-z]+)/g)].map(([, name]) => name!)
  const { params, querystring, body } = (schema ?? {}) as Readonly<Record<'params' | 'querystring' | 'body', Node | undefined>>
  const told: string[] = []
  if (names.length > 0 && !(params && isClosed(params) && names.every((name) => params.properties?.[name]?.type !== undefined))) told.push('its path has no closed schema')
  if (open !== 'query' && !(querystring && isClosed(querystring))) told.push('its query has no closed schema')
  if (!['GET', 'HEAD'].includes(method) && !upload && open !== 'body' && !(body && isClosed(body))) told.push('its body has no closed schema')
  return told
}
/** Dictionaries are open in their keys and must say what stands under them. */
function isClosed(node: Node): boolean {
  if (node.anyOf) return node.anyOf.every(isClosed)
  if (node.items) return isClosed(node.items)
  if (node.type !== 'object' || node.patternProperties) return true
  return node.additionalProperties === false && Object.values(node.properties ?? {}).every(isClosed)
}

/** Sent by the administrator, who is stopped by nothing else: a name that the route does not know is refused, not passed over. */
export async function sendUnknown(world: World, hunt: Hunt, routes: readonly Route[]): Promise<number> {
  const actor: Actor = world.actors.find(({ who }) => who === 'administrator')!
  let cases = 0
  for (const route of routes) {
    if (hunt.enough()) return cases
    const asked = await route.ask({ world, actor, id: 'own' })
    const queried = { ...asked, path: `${asked.path}${asked.path.includes('?') ? '&' : '?'}zq_unknown=true` }
    const bodied = { ...asked, body: withUnknown(asked.body) }
    for (const [part, sent] of [['query', queried], ['body', bodied]] as const) {
      if ((part === 'body' && (['GET', 'HEAD'].includes(route.method) || asked.file !== undefined)) || (part === 'query' && route.name.endsWith('/oidc/callback'))) continue
      const answer = await send(world, { method: route.method, ...sent, headers: await actor.headers() })
      cases++
      if (answer.status !== 400) hunt.violation(`${route.name} takes an unknown name in its ${part}: ${answer.status}`, json(answer))
    }
  }
  return cases
}
const withUnknown = (body: unknown): unknown => (Array.isArray(body) ? [{ ...body[0], zq_unknown: true }] : { ...(body as object | undefined), zq_unknown: true })
