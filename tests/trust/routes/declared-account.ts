import { newId } from '../../../server/db/ids.ts'
import type { Declared } from './declared.ts'

type Answer = Declared['answer']
const always = (status: number): Answer => () => status
/** Of oneself: a key is nobody. */
const own = (status: number): Answer => ({ actor }) => (actor.key ? 403 : status)
const route = (access: Declared['access'], path: string, rest: { answer: Answer; body?: unknown; file?: string }): Declared => {
  const { answer, ...sent } = rest
  return { access, single: true, ask: async () => ({ path, ...sent }), answer }
}
const none = newId()

/** One's own way in, and what administrators see of people, letters, backups and the look of the workspace. */
export const account: Readonly<Record<string, Declared>> = {
  'GET /api/_/session/second': route('public', '/_/session/second', { answer: always(401) }),
  'POST /api/_/session/second': route('public', '/_/session/second', { body: { code: '123456' }, answer: always(401) }),
  'POST /api/_/session/second/begin': route('public', '/_/session/second/begin', { answer: always(401) }),
  'POST /api/_/session/second/enrol': route('public', '/_/session/second/enrol', { body: { code: '123456' }, answer: always(401) }),
  'POST /api/_/session/passkey/begin': route('public', '/_/session/passkey/begin', { answer: always(409) }),
  'POST /api/_/session/passkey': route('public', '/_/session/passkey', { body: {}, answer: always(400) }),
  'POST /api/_/session/invitation': route('public', '/_/session/invitation', { body: { token: 'x' }, answer: always(400) }),
  'POST /api/_/session/accept': route('public', '/_/session/accept', { body: { token: 'x', password: 'y' }, answer: always(400) }),
  'GET /api/_/look': route('public', '/_/look', { answer: always(200) }),
  'GET /api/_/look/logo': route('public', '/_/look/logo', { answer: always(404) }),

  'GET /api/_/me': route('signed-in', '/_/me', { answer: own(200) }),
  'PATCH /api/_/me': route('signed-in', '/_/me', { body: { language: 'en' }, answer: own(200) }),
  'GET /api/_/two-factor': route('signed-in', '/_/two-factor', { answer: own(200) }),
  'POST /api/_/two-factor/begin': route('signed-in', '/_/two-factor/begin', { body: {}, answer: own(200) }),
  'POST /api/_/two-factor/confirm': route('signed-in', '/_/two-factor/confirm', { body: {}, answer: always(400) }),
  'POST /api/_/two-factor/codes': route('signed-in', '/_/two-factor/codes', { body: {}, answer: own(409) }),
  'POST /api/_/two-factor/off': route('signed-in', '/_/two-factor/off', { body: {}, answer: own(204) }),
  'GET /api/_/passkeys': route('signed-in', '/_/passkeys', { answer: own(200) }),
  'POST /api/_/passkeys/begin': route('signed-in', '/_/passkeys/begin', { body: {}, answer: own(409) }),
  'POST /api/_/passkeys': route('signed-in', '/_/passkeys', { body: {}, answer: always(400) }),
  'POST /api/_/passkeys/:id/remove': route('signed-in', '/_/passkeys/abc/remove', { body: {}, answer: own(404) }),

  'GET /api/_/two-factor/roles': route('administrator', '/_/two-factor/roles', { answer: always(200) }),
  'PUT /api/_/two-factor/roles': route('administrator', '/_/two-factor/roles', { body: { roles: [] }, answer: always(204) }),
  'DELETE /api/_/users/:id/two-factor': route('administrator', `/_/users/${none}/two-factor`, { answer: always(204) }),
  'GET /api/_/people': route('administrator', '/_/people', { answer: always(200) }),
  'GET /api/_/people/roles': route('administrator', '/_/people/roles', { answer: always(200) }),
  'GET /api/_/users/:id/sign-ins': route('administrator', `/_/users/${none}/sign-ins`, { answer: always(200) }),
  'POST /api/_/users/:id/reset': route('administrator', `/_/users/${none}/reset`, { answer: always(404) }),
  'POST /api/_/users/:id/unlock': route('administrator', `/_/users/${none}/unlock`, { answer: always(404) }),
  'POST /api/_/invitations': route('administrator', '/_/invitations', { body: {}, answer: always(400) }),
  'POST /api/_/invitations/:id/resend': route('administrator', `/_/invitations/${none}/resend`, { answer: always(404) }),
  'DELETE /api/_/invitations/:id': route('administrator', `/_/invitations/${none}`, { answer: always(404) }),
  'GET /api/_/mails': route('administrator', '/_/mails', { answer: always(200) }),
  'GET /api/_/mails/:id': route('administrator', `/_/mails/${none}`, { answer: always(404) }),
  'POST /api/_/mails/:id/resend': route('administrator', `/_/mails/${none}/resend`, { answer: always(404) }),
  'PUT /api/_/look': route('administrator', '/_/look', { body: {}, answer: always(400) }),
  'POST /api/_/look/logo': route('administrator', '/_/look/logo', { file: 'text', answer: always(422) }),
  'DELETE /api/_/look/logo': route('administrator', '/_/look/logo', { answer: always(200) }),
  'GET /api/_/health': route('administrator', '/_/health', { answer: always(200) }),
  'GET /api/_/backups': route('administrator', '/_/backups', { answer: always(200) }),
  // Looked at when none is made: of two at once, one is refused.
  'POST /api/_/backups': { access: 'administrator', single: true, answer: always(202), ask: async ({ world }) => { await world.database.query(`update ws_main._backups set state = 'failed' where state = 'running'`); return { path: '/_/backups' } } },
  'GET /api/_/backups/:id/file': route('administrator', `/_/backups/${none}/file`, { answer: always(404) }),
  'DELETE /api/_/backups/:id': route('administrator', `/_/backups/${none}`, { answer: always(404) }),
  'GET /api/_/audit/export': route('administrator', '/_/audit/export', { answer: always(200) }),
  'GET /api/_/jobs/:id': route('administrator', '/_/jobs/99999', { answer: always(404) }),
  'POST /api/_/jobs/:id/cancel': route('administrator', '/_/jobs/99999/cancel', { answer: always(404) }),
  'GET /api/_/oidc/settings': route('administrator', '/_/oidc/settings', { answer: always(200) }),
  'POST /api/_/oidc/test': route('administrator', '/_/oidc/test', { answer: always(200) }),
}
