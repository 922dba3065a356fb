import { type TProperties, Type } from '@sinclair/typebox'

/** An object of exactly these properties: what is unknown is refused. */
export const strict = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })

/** One line or more that the database can keep: no zero byte, no half of a character. */
export const Words = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })

/** A whole number that stays exact on its way to the database. */
export const Whole = (minimum: number) => Type.Integer({ minimum, maximum: Number.MAX_SAFE_INTEGER })
