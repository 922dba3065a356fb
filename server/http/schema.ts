import { type TProperties, Type } from '@sinclair/typebox'

/** An object of exactly these properties: what is unknown is refused. */
export const strict = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })
