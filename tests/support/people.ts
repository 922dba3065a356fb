import { hashPassword } from '../../server/access/password.ts'
import { storePassword } from '../../server/access/session-store.ts'
import { connectDatabase } from '../../server/db/connect.ts'
import type { TestServer } from './server.ts'

const password = 'another long password'
export interface SignedInPerson { readonly id: string; readonly email: string; signIn(): Promise<{ status: number; cookie: string }> }

/** A person with these roles and a password, as an administrator adds one. */
export async function addPerson(server: Pick<TestServer, 'ask' | 'url' | 'databaseUrl'>, name: string, roles: readonly string[]): Promise<SignedInPerson> {
  const email = `${name}@example.com`
  const { status, body } = await server.ask('POST', '/user', { name, email, roles })
  if (status !== 201) throw new Error(JSON.stringify(body))
  const database = connectDatabase({ connection: server.databaseUrl, max: 1 })
  await storePassword(database, 'ws_main', body.id, await hashPassword(password))
  await database.close()
  const signIn = async (): Promise<{ status: number; cookie: string }> => {
    const reply = await fetch(`${server.url}/api/_/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1' }, body: JSON.stringify({ email, password }) })
    return { status: reply.status, cookie: reply.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') }
  }
  return { id: body.id, email, signIn }
}
