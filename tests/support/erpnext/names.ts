import { hash } from '../../../metadata/model/physical.ts'

/** `Sales Order` → `sales_order`, in the form of our names: small letters, digits, underscores, at most 48 characters. */
export function slug(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '')
  const whole = /^[a-z]/.test(plain) ? plain : `n_${plain}`
  return whole.length <= 48 ? whole : `${whole.slice(0, 39)}_${hash(whole)}`
}

/** Names that are free in a set: the second of a kind gets a number. */
export function unused(taken: ReadonlySet<string>, name: string): string {
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name.slice(0, 44)}_${i}`
    if (!taken.has(candidate)) return candidate
  }
}
