import { afterAll } from 'vitest'
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const cookiesOf = (reply: Response): string => reply.headers.getSetCookie().filter((one) => !/=;/.test(one)).map((one) => one.split(';')[0]).join('; ')

export interface OidcWorld {
  readonly server: TestServer
  readonly provider: OpenIdProvider
  /** The browser leaves for the provider: what it keeps, and where it is sent. */
  leave(to?: string): Promise<{ trip: string; address: string; reply: Response }>
  /** It comes back with what the provider gave it. */
  come(back: URL, trip: string): Promise<Response>
  /** The whole way of whoever is next at the provider. */
  signIn(to?: string): Promise<{ status: number; cookie: string; location: string | null; code: string | null }>
}

/** A server that lets people in through a provider on this machine. */
export async function oidcWorld(env: Readonly<Record<string, string>> = {}): Promise<OidcWorld> {
  const provider = await startOpenIdProvider()
  afterAll(() => provider.close())
  const server = await startTestServer({ template: 'trade', env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.client.id, OIDC_CLIENT_SECRET: provider.client.secret, ...env } })
  const leave = async (to = '/') => {
    const reply = await fetch(`${server.url}/api/_/oidc/start?${new URLSearchParams({ to }).toString()}`, { redirect: 'manual' })
    return { trip: cookiesOf(reply), address: reply.headers.get('location') ?? '', reply }
  }
  const come = (back: URL, trip: string) => fetch(`${server.url}${back.pathname}${back.search}`, { redirect: 'manual', headers: { cookie: trip } })
  const signIn = async (to = '/') => {
    const { trip, address } = await leave(to)
    const reply = await come(provider.agree(address), trip)
    const code = reply.status >= 400 ? ((await reply.json()) as { code: string }).code : null
    return { status: reply.status, cookie: cookiesOf(reply), location: reply.headers.get('location'), code }
  }
  return { server, provider, leave, come, signIn }
}
