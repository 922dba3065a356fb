export const passwordLength = { least: 10, most: 200 } as const
export type PasswordFault = 'weak' | 'common' | 'own'

/** Long enough to be let in, and known to everybody who tries. Compared without digits and signs at the end. */
const common = ['password', 'passwort', 'contrasena', 'contraseña', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'letmeinplease', 'iloveyou', 'welcome', 'administrator', 'changeme', 'officina', 'football', 'baseball', 'superman', 'princess', 'sunshine', 'trustno', 'monkey', 'dragon', 'master', 'qwerty', 'qazwsxedc', 'zxcvbnm', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'woaini', 'mima']
const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** What is wrong with a password; null = it may be used. The same on both sides of the wire. */
export function passwordFault(password: string, email: string): PasswordFault | null {
  if (password.length < passwordLength.least || password.length > passwordLength.most) return 'weak'
  const plain = password.toLowerCase()
  const name = email.toLowerCase().split('@')[0] ?? ''
  if (plain === email.toLowerCase()) return 'own'
  if (name.length >= 4 && plain.replaceAll(/[\d\W_]/g, '') === name.replaceAll(/[\d\W_]/g, '')) return 'own'
  if (common.some((word) => plain.replace(/[\d\W_]+$/, '') === word || plain === word + word) || new Set(plain).size < 4 || isRun(plain)) return 'common'
  return null
}
/** Neighbours on the keyboard or in the alphabet, there or back, from the first letter to the last. */
function isRun(text: string): boolean {
  let steps = 0
  for (let i = 1; i < text.length; i++) if (rows.some((row) => { const pair = text.slice(i - 1, i + 1); return row.includes(pair) || row.includes([...pair].reverse().join('')) || pair[0] === pair[1] })) steps++
  return steps >= text.length - 2
}

/** From 0 (nothing) to 4 (long and mixed), for the meter beside the field. */
export function passwordScore(password: string, email: string): 0 | 1 | 2 | 3 | 4 {
  if (password === '') return 0
  if (passwordFault(password, email)) return 1
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u, /[^\p{ASCII}]/u].filter((kind) => kind.test(password)).length
  const bits = new Set(password).size * 1.5 + password.length * 1.5 + kinds * 4
  return bits < 36 ? 2 : bits < 50 ? 3 : 4
}
