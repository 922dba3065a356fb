import { hash, verify } from '@node-rs/argon2'
import { type Problem, problem } from '../../metadata/base/problem.ts'

export const passwordLength = { least: 10, most: 200 } as const
/** argon2id, 19 MB, 2 rounds: the recommendation of OWASP. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

let decoy: Promise<string> | undefined
/** Takes as long for an account that has no password, or does not exist, as for a wrong password. */
export async function checkPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const against = stored ?? (await (decoy ??= hashPassword('nobody has this password')))
  const right = await verify(against, password.slice(0, passwordLength.most)).catch(() => false)
  return right && stored !== null && stored !== undefined
}

export function passwordProblems(password: string, email: string, path: string): Problem[] {
  const { least, most } = passwordLength
  const weak = password.length < least || password.length > most || password.toLowerCase() === email.toLowerCase()
  return weak ? [problem('access.weak_password', path, { least, most })] : []
}
export const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@.]{2,}$/.test(text)
