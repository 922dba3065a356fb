import type { Plant } from '../suite.ts'

export const fuzzPlants: Readonly<Record<string, Plant>> = {
  'database-detail': {
    says: 'what PostgreSQL says of its tables is told to whoever asks',
    file: 'server/records/constraints.ts', find: 'const broken = describe(entity, kind, constraint)', replace: 'const broken = { ...describe(entity, kind, constraint), message: String((error as Error).message) }', met: { size: 10_000, seed: 7 },
  },
  'no-format': {
    says: 'an id that is none comes to the database',
    file: 'server/records/routes.ts', find: "const One = strict({ entity: name, id: Type.String({ format: 'uuid' }) })", replace: 'const One = strict({ entity: name, id: Type.String() })',
  },
  'prototype': {
    says: 'the keys of a body are laid onto an object, one by one',
    file: 'server/http/security.ts', find: "  if (/\"(?:__proto__|constructor|prototype)\"|\\\\u00/.test(body) && reachesPrototype(value)) fail(400, 'request.json')\n",
    replace: "  for (const [key, one] of Object.entries(value ?? {})) if (typeof one === 'object' && one !== null) Object.assign(({} as Record<string, object>)[key] ?? {}, one)\n",
  },
  'bare-refusal': {
    says: 'what the router refuses is refused in its own words',
    file: 'server/http/app.ts', find: '    frameworkErrors: (error, request, reply) => { void answerError(error, request, reply) },\n', replace: '',
  },
  'broken-form': {
    says: 'an upload that breaks off is a failure of the server',
    file: 'server/files/routes.ts', find: 'throw part.file.errored ? brokenOff(error) : error', replace: 'throw error', met: { size: 10_000, seed: 7 },
  },
}
