import { createHash, createHmac, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Json = Readonly<Record<string, unknown>>
/** How the next id token differs from a right one. `alg` other than RS256 is signed as that name says; `none` has no signature. */
export interface Forgery { readonly claims?: Json; readonly header?: Json; readonly alg?: 'RS256' | 'none' | 'HS256'; readonly foreignKey?: boolean; readonly spoil?: (token: string) => string }
export interface OpenIdProvider {
  readonly issuer: string
  /** Who signs in next, and how the token is forged. */
  next(person: Json, forgery?: Forgery): void
  /** What the authorization page does once the person has agreed: answers where the browser goes. */
  agree(address: string): URL
  /** Requests for tokens so far, by their outcome. */
  readonly tokens: { given: number; refused: number }
  readonly client: { readonly id: string; readonly secret: string }
  close(): Promise<void>
}
interface Pending { readonly challenge: string; readonly redirect: string; readonly nonce: string; readonly person: Json; readonly forgery: Forgery }

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A provider on this machine that keeps to the letter of the code flow: one use of a code, PKCE, its client's secret. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const { privateKey, publicKey } = keyPair()
  const foreign = keyPair().privateKey
  const client = { id: 'officina', secret: 'the secret of the client' }
  const codes = new Map<string, Pending>()
  const tokens = { given: 0, refused: 0 }
  let turn: { person: Json; forgery: Forgery } = { person: {}, forgery: {} }
  let issuer = ''
  const idToken = ({ nonce, person, forgery }: Pending): string => {
    const now = Math.floor(Date.now() / 1000)
    const header = { typ: 'JWT', kid: 'one', alg: forgery.alg ?? 'RS256', ...forgery.header }
    const body = `${part(header)}.${part({ iss: issuer, aud: client.id, iat: now, exp: now + 300, nonce, ...person, ...forgery.claims })}`
    const token = `${body}.${signed(body, forgery, forgery.foreignKey ? foreign : privateKey)}`
    return forgery.spoil?.(token) ?? token
  }
  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await textOf(request))
    const pending = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const proven = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url') === pending?.challenge
    const known = credentialsOf(request, form) === `${client.id}:${client.secret}`
    if (!pending || !proven || !known || form.get('redirect_uri') !== pending.redirect) {
      tokens.refused++
      return answer(response, 400, { error: 'invalid_grant' })
    }
    tokens.given++
    answer(response, 200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken(pending) })
  }
  const pages: Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>> = {
    '/.well-known/openid-configuration': (_request, response) => answer(response, 200, {
      issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'],
      subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'], code_challenge_methods_supported: ['S256'],
    }),
    '/keys': (_request, response) => answer(response, 200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] }),
    '/token': token,
  }
  const agree = (address: string): URL => {
    const asked = new URL(address).searchParams
    const code = randomUUID()
    codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirect: asked.get('redirect_uri') ?? '', nonce: asked.get('nonce') ?? '', ...turn })
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()
    return back
  }
  // A person in a browser agrees at once.
  pages['/authorize'] = ({ url }, response) => { response.writeHead(302, { location: agree(issuer + url).href }).end() }
  const server = createServer((request, response) => { void (pages[request.url?.split('?')[0] ?? ''] ?? ((_, reply) => answer(reply, 404, {})))(request, response) })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer, tokens, client, agree,
    next: (person, forgery = {}) => { turn = { person, forgery } },
    close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections() }),
  }
}

function signed(body: string, { alg }: Forgery, key: KeyObject): string {
  if (alg === 'none') return ''
  // The well-known confusion: the public key, which everybody has, used as the shared secret.
  if (alg === 'HS256') return createHmac('sha256', createPublicKey(key).export({ type: 'spki', format: 'pem' })).update(body).digest('base64url')
  return sign('sha256', Buffer.from(body), key).toString('base64url')
}
async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text
}
/** The client's name and secret stand in a header or in the form, as it likes. */
function credentialsOf({ headers }: IncomingMessage, form: URLSearchParams): string {
  const [name = '', secret = ''] = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString().split(':').map((one) => decodeURIComponent(one.replaceAll('+', ' ')))
  return headers.authorization ? `${name}:${secret}` : `${form.get('client_id')}:${form.get('client_secret')}`
}
function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
