import type { Plant } from '../suite.ts'

export const routePlants: Readonly<Record<string, Plant>> = {
  'no-access': {
    says: 'a route does not say who may call it',
    file: 'server/http/audit-routes.ts', find: "config: { access: 'administrator' }, schema", replace: 'schema',
  },
  'wrong-access': {
    says: 'a route of administrators is open to whoever is signed in',
    file: 'server/access/key-routes.ts', find: "app.get('/api/_/keys', { config, schema", replace: "app.get('/api/_/keys', { config: { access: 'signed-in' }, schema",
  },
  'undeclared': {
    says: 'a new route is added beside the table',
    file: 'server/access/key-routes.ts', find: "  const config = { access: 'administrator' } as const\n", replace: "  const config = { access: 'administrator' } as const\n  app.get('/api/_/keys/all', { config: { access: 'public' } }, async ({ workspace }) => ({ rows: await listKeys(workspace.database, workspace.schema) }))\n",
  },
  'suspended': {
    says: 'whoever is suspended goes on with the session that he has',
    file: 'server/access/session-store.ts', find: 'where s.hash = $1 and s.expires_at > now() and ${mayAct(users)}`', replace: 'where s.hash = $1 and s.expires_at > now()`',
  },
  'hidden-write': {
    says: 'a field out of sight is written by whoever knows its name',
    file: 'server/records/decide.ts', find: 'if (!field || !seen(door, field)) {', replace: 'if (!field) {',
  },
  'system-fields': {
    says: 'the version in the body of a new record is passed over in silence',
    file: 'server/records/begin.ts', find: "draft.kind === 'update' ? ['_version'] : []", replace: "['_version']",
  },
  'forgery': {
    says: 'another site sends forms with our cookie',
    file: 'server/http/guard.ts', find: "if (headers['x-officina'] !== '1') refuse()", replace: '',
  },
  'open-schema': {
    says: 'unknown names in bodies and queries are taken along',
    file: 'server/http/schema.ts', find: ', { additionalProperties: false })', replace: ')',
  },
  'open-files': {
    says: 'a file is open to whoever has its address',
    file: 'server/files/service.ts', find: "return options.mayRead(workspace, actor, { entity: file.entity, record: file.record, field: file.field })", replace: 'return true',
  },
}
