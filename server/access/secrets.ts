import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits as text. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
/** What is stored of a secret of full strength; a slow hash is for passwords only. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
export const isSecret = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
