import type { Schema } from './document.ts'

const text = { type: 'string' }
const maybe = { type: ['string', 'null'] }
const uuid = { type: 'string', format: 'uuid' }
const time = { type: 'string', format: 'date-time' }
const maybeTime = { type: ['string', 'null'], format: 'date-time' }
const flag = { type: 'boolean' }
const integer = { type: 'integer' }
const texts = { type: 'array', items: text }
/** Exactly these properties, and each of them always. */
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', required: Object.keys(properties), properties })
const rows = (properties: Readonly<Record<string, Schema>>): Schema => object({ rows: { type: 'array', items: object(properties) } })

const user = { ...object({ id: uuid, name: text, email: text, language: maybe, time_zone: maybe, roles: texts, administrator: flag }), type: ['object', 'null'] }
const actor = object({ kind: { type: 'string', enum: ['user', 'key', 'guest', 'system'] }, name: text, roles: texts })
const job = { id: integer, topic: text, state: { type: 'string', enum: ['waiting', 'failed', 'done', 'cancelled'] }, attempts: integer, error: maybe, created_at: time, available_at: time, done_at: maybeTime }

const savedView = object({ id: uuid, name: text, mine: flag, shared: flag, may_change: flag, roles: texts, standard: flag, state: { type: 'object' }, dropped: integer, version: integer })

/** What routes of the system answer, by method and address. Entities have theirs from the model. */
export const replies: Readonly<Record<string, Schema>> = {
  'GET /api/_/session': object({ user, actor }),
  'POST /api/_/session': object({ user }),
  'GET /api/_/sessions': rows({ id: text, user: uuid, created_at: time, last_seen_at: time, expires_at: time, ip: maybe, agent: maybe, current: flag }),
  'GET /api/_/oidc': object({ enabled: flag }),
  'GET /api/_/setup': object({ needed: flag, templates: { type: 'array', items: object({ name: text, label: text, description: text }) } }),
  'GET /api/_/keys': rows({ id: uuid, name: text, prefix: text, roles: texts, expires_at: maybeTime, last_used_at: maybeTime, created_at: time }),
  'POST /api/_/keys': object({ id: uuid, key: { type: 'string', description: 'Shown this once.' } }),
  'GET /api/_/notices': object({
    rows: { type: 'array', items: object({ id: uuid, kind: { type: 'string', enum: ['mention', 'assigned', 'comment', 'changed', 'task'] }, entity: text, record: uuid, title: text, by: { type: ['string', 'null'], format: 'uuid' }, by_name: text, text: maybe, at: time, read: flag }) },
    muted: { type: 'array', items: object({ entity: text, record: uuid, title: text }) }, next: maybeTime,
  }),
  'GET /api/_/views': object({ rows: { type: 'array', items: savedView }, may_share: flag }),
  'POST /api/_/views': savedView,
  'PATCH /api/_/views/:id': savedView,
  'GET /api/_/search': object({
    groups: { type: 'array', items: object({ entity: text, rows: { type: 'array', items: object({ id: uuid, title: text, exact: flag, found: { type: 'array', items: object({ field: text, text }) } }) }, more: flag }) },
    left: integer,
  }),
  'GET /api/_/titles': rows({ entity: text, id: uuid, title: text }),
  'GET /api/_/settings': object({ values: { type: 'object' } }),
  'GET /api/_/look': object({ name: maybe, accent: { type: ['object', 'null'] }, logo: maybe, version: integer }),
  'GET /api/_/me': object({ id: uuid, name: text, email: text, language: maybe, time_zone: maybe, picture: { type: ['object', 'string', 'null'] }, roles: texts, password: flag }),
  'GET /api/_/two-factor': object({ app: flag, since: maybeTime, passkeys: integer, recovery: integer, required: flag }),
  'GET /api/_/jobs': rows(job),
  'GET /api/_/publish/versions': rows({ version: integer, parent: { type: ['integer', 'null'] }, note: text, published_at: time, published_by: { type: ['string', 'null'], format: 'uuid' } }),
  'GET /api/_/publish/quarantine': rows({ id: integer, entity: text, field: maybe, place: text, document: { type: 'object' }, version: integer, at: time }),
  'GET /api/_/meta': object({ version: text, language: text, entities: { type: 'array', items: { type: 'object' } }, documents: { type: 'array', items: object({ kind: text, key: text, doc: { type: 'object' } }) } }),
}
