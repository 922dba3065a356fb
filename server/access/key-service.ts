import { randomBytes } from 'node:crypto'
import { problem } from '../../metadata/base/problem.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { insertKey } from './key-store.ts'
import { hashSecret, newSecret } from './secrets.ts'

export interface KeyInput { readonly name: string; readonly roles: readonly string[]; readonly expires: string | null; readonly by: string | null }

/** Makes an API key; its secret is answered this once and can never be read again. */
export async function createKey(workspace: HttpWorkspace, input: KeyInput): Promise<{ id: string; key: string }> {
  const known = workspace.live().model.documents.get('role')
  const problems = input.roles.flatMap((name, i) => (name === 'administrator' || known?.has(name) ? [] : [problem('access.unknown_role', `/roles/${i}`, { name })]))
  if (problems.length > 0) throw new AppError(422, 'access.unknown_role', { params: problems[0]!.params, problems })
  const prefix = randomBytes(4).toString('hex')
  const key = `${prefix}.${newSecret()}`
  const id = newId()
  await insertKey(workspace.database, workspace.schema, { ...input, id, prefix, hash: hashSecret(key) })
  return { id, key }
}
