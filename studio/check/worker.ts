import { createChecker, type ToChecker } from './checker.ts'

/** Runs beside the page, so that checking four hundred entities never delays a key. */
const check = createChecker()
self.onmessage = ({ data }: MessageEvent<ToChecker>): void => self.postMessage(check(data))
