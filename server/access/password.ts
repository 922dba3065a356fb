import { hash, verify } from '@node-rs/argon2'
import { passwordFault, passwordLength } from '../../metadata/base/password-strength.ts'
import { type Problem, problem } from '../../metadata/base/problem.ts'

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
  const fault = passwordFault(password, email)
  return fault === null ? [] : [problem(faults[fault], path, { ...passwordLength })]
}
const faults = { weak: 'access.weak_password', own: 'access.weak_password', common: 'access.common_password' } as const
export const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@.]{2,}$/.test(text)
