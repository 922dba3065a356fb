import { Decimal as Base } from 'decimal.js'

/** Exact decimals: sums and products keep every digit. Only `/` rounds, see `divide`. */
export const Decimal = Base.clone({ precision: 20_000, rounding: Base.ROUND_HALF_UP, toExpNeg: -9e15, toExpPos: 9e15 })
export type Decimal = Base

export const quotientDigits = 12
const shift = 10n ** BigInt(quotientDigits)

/** Canonical digits: no exponent, no superfluous zeros, no negative zero. */
export const digits = (number: Decimal): string => (number.isZero() ? '0' : number.toFixed())

/** An exact decimal from its text, or null. */
export function readNumber(text: string): Decimal | null {
  return /^[+-]?[0-9]{1,250}(\.[0-9]{1,250})?([eE][+-]?[0-9]{1,2})?$/.test(text) ? new Decimal(text) : null
}

/** The quotient to 12 decimal places, half away from zero; null for a division by zero. */
export function divide(a: Decimal, b: Decimal): Decimal | null {
  if (b.isZero()) return null
  const places = Math.max(a.decimalPlaces(), b.decimalPlaces())
  const [over, under] = [scaled(a.abs(), places), scaled(b.abs(), places)]
  const rounded = (over * 2n * shift + under) / (2n * under)
  const quotient = new Decimal(rounded.toString()).times(`1e-${quotientDigits}`)
  return a.isNegative() === b.isNegative() ? quotient : quotient.negated()
}
const scaled = (number: Decimal, places: number): bigint => BigInt(number.times(`1e${places}`).toFixed(0))

/** The remainder has the sign of the dividend. */
export function remainder(a: Decimal, b: Decimal): Decimal | null {
  if (b.isZero()) return null
  const places = Math.max(a.decimalPlaces(), b.decimalPlaces())
  const rest = scaled(a.abs(), places) % scaled(b.abs(), places)
  const value = new Decimal(rest.toString()).times(`1e-${places}`)
  return a.isNegative() ? value.negated() : value
}

/** Rounds half away from zero; negative places round to tens, hundreds … */
export function round(number: Decimal, places: number): Decimal {
  if (places >= 0) return number.toDecimalPlaces(places, Base.ROUND_HALF_UP)
  return number.times(`1e${places}`).toDecimalPlaces(0, Base.ROUND_HALF_UP).times(`1e${-places}`)
}
