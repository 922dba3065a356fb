import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const totp = (secret: string, label = ''): TOTP => new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30, issuer: 'Officina', label })
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32
/** What an app reads from the picture. */
export function totpAddress(secret: string, { account, issuer }: { account: string; issuer: string }): string {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30, issuer, label: account }).toString()
}
/** The step of the clock that a code belongs to, one before or after now at most; null: none. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = totp(secret).validate({ token: code, window: 1, timestamp: now.getTime() })
  return delta === null ? null : Math.floor(now.getTime() / 30_000) + delta
}

/** Without letters and digits that are taken for each other. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
/** Ten codes of 50 bits: `k3mf9-x7d2p`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, () => {
  const text = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${text.slice(0, 5)}-${text.slice(5)}`
})
/** As people type it: blanks, capitals, no dash. null: it cannot be one. */
export function recoveryCodeOf(typed: string): string | null {
  const text = typed.toLowerCase().replaceAll(/[\s-]/g, '')
  return /^[a-z2-9]{10}$/.test(text) ? `${text.slice(0, 5)}-${text.slice(5)}` : null
}
