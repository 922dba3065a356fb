import type { Suite } from './suite.ts'

/** By the name that `npm run trust -- NAME` takes. */
export const suites: Readonly<Record<string, () => Promise<Suite>>> = {
  oracle: async () => (await import('./oracle/suite.ts')).oracle,
  noninterference: async () => (await import('./noninterference/suite.ts')).noninterference,
  routes: async () => (await import('./routes/suite.ts')).routes,
  kth: async () => (await import('./kth/suite.ts')).kth,
  kill: async () => (await import('./kill/suite.ts')).kill,
  fuzz: async () => (await import('./fuzz/suite.ts')).fuzz,
  edit: async () => (await import('./edit/suite.ts')).edit,
  idem: async () => (await import('./idem/suite.ts')).idem,
  migrate: async () => (await import('./migrate/suite.ts')).migrate,
}
