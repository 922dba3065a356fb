import type { FastifyInstance, FastifyRequest } from 'fastify'
import { join } from 'node:path'
import { explainRoutes } from './access/explain-routes.ts'
import { cookieRule, createIdentify } from './access/identify.ts'
import { invitationRoutes, invitedRoutes } from './access/invitation-routes.ts'
import { keyRoutes } from './access/key-routes.ts'
import { meRoutes } from './access/me-routes.ts'
import { oidcRoutes } from './access/oidc-routes.ts'
import { createOidc } from './access/oidc-service.ts'
import { oidcSettingsRoutes } from './access/oidc-settings-routes.ts'
import { passkeyRoutes, passkeySignInRoutes } from './access/passkey-routes.ts'
import { peopleRoutes } from './access/people-routes.ts'
import { createResets } from './access/reset-service.ts'
import { sessionListRoutes, sessionRoutes, setupRoutes } from './access/session-routes.ts'
import { createSessions } from './access/session-service.ts'
import { createSetup } from './access/setup-service.ts'
import { secondRoutes, twoFactorAdminRoutes, twoFactorRoutes } from './access/two-factor-routes.ts'
import { createBackups } from './backup/kept.ts'
import { backupRoutes } from './backup/routes.ts'
import type { Connection } from './db/connect.ts'
import type { Database } from './db/database.ts'
import { listen } from './events/live.ts'
import { liveRoutes } from './events/live-routes.ts'
import { presenceRoutes } from './events/presence-routes.ts'
import { recordStoryRoutes } from './events/routes.ts'
import { followerRoutes } from './followers/routes.ts'
import { attachmentRoutes, wholeRecord } from './files/attachments.ts'
import { createFiles } from './files/service.ts'
import { fileRoutes } from './files/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { auditRoutes } from './http/audit-routes.ts'
import { AppError } from './http/errors.ts'
import { cleanRegularly } from './jobs/cleaning.ts'
import { jobRoutes } from './jobs/routes.ts'
import { createJobs, type Others } from './jobs/service.ts'
import { lookRoutes } from './look/routes.ts'
import { createMail } from './mail/mail.ts'
import { createPost, deliverLetters, mailTopic, type Post } from './mail/post.ts'
import { mailRoutes } from './mail/routes.ts'
import { metaRoutes } from './meta/routes.ts'
import { mailNotices } from './notices/mail.ts'
import { noticeRoutes } from './notices/routes.ts'
import { openApiRoutes } from './openapi/routes.ts'
import { watchModels } from './publish/reload.ts'
import { publishRoutes } from './publish/routes.ts'
import { readerOf } from './records/request-space.ts'
import { recordRoutes } from './records/routes.ts'
import { transferRoutes } from './records/transfer-routes.ts'
import { savedViewRoutes } from './saved-views/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { titleRoutes } from './search/titles.ts'
import type { Settings } from './settings.ts'
import { settingRoutes } from './settings-of-people/routes.ts'
import { setupOptions } from './setup-options.ts'
import { templateRoutes } from './templates/routes.ts'
import type { WorkspaceState } from './workspace-state.ts'
import type { Workspaces } from './workspaces/service.ts'

export interface ServiceDeps {
  readonly settings: Settings
  readonly database: Database
  /** For parts that have connections of their own. */
  readonly connection: Connection
  /** The server's own address, for links in letters. */
  readonly address: () => string
  readonly workspaces: Workspaces<WorkspaceState>
  readonly identify: ReturnType<typeof createIdentify>
  readonly onError: (error: Error) => void
  readonly now: () => Date
  /** Told how to end each part as soon as it has begun; the last one is ended first. */
  readonly undo: (step: () => Promise<void>) => void
}

/** The HTTP edge knows a workspace by its outer shape; whoever composes the server knows that it is ours. */
export const stateOf = (request: FastifyRequest): WorkspaceState => request.workspace as WorkspaceState

/** Wires the capabilities to their routes by plain calls; answers how to start what works by itself, once the routes stand. */
export async function registerServices(app: FastifyInstance, deps: ServiceDeps): Promise<() => Promise<void>> {
  const { database, workspaces, now, onError, undo } = deps
  const live = listen(database, onError)
  undo(() => live.close())
  const watch = watchModels(database, (schema) => { reloadOpened(workspaces, schema).catch(onError) }, onError)
  undo(() => watch.close())
  const records = { reading: (request: FastifyRequest) => stateOf(request).reading, now }
  await app.register(recordRoutes(records))
  await app.register(transferRoutes(records))
  await app.register(recordStoryRoutes(records))
  await app.register(followerRoutes(records))
  await app.register(noticeRoutes(records))
  await app.register(searchRoutes(records))
  await app.register(titleRoutes(records))
  await app.register(settingRoutes)
  await app.register(savedViewRoutes(records))
  await app.register(attachmentRoutes(records))
  const living = { ...records, live, again: (request: FastifyRequest) => identifyAgain(deps, request) }
  await app.register(liveRoutes(living))
  await app.register(presenceRoutes(living))
  await app.register(publishRoutes({ publishing: (request) => stateOf(request).publishing }))
  await app.register(templateRoutes({ state: stateOf, now }))
  await app.register(keyRoutes)
  await app.register(metaRoutes)
  await app.register(explainRoutes({ now }))
  await app.register(auditRoutes)
  await app.register(openApiRoutes)
  await registerFiles(app, deps)
  await registerUpkeep(app, deps)
  return registerJobs(app, deps)
}

async function registerJobs(app: FastifyInstance, deps: ServiceDeps): Promise<() => Promise<void>> {
  const { settings, database, connection, workspaces, address, now, onError, undo } = deps
  const opened = async (): Promise<WorkspaceState[]> => (await workspaces.opened()).map(({ state }) => state)
  const report = reporter(onError)
  const others: Others = {
    list: async () => (await workspaces.list()).map((row) => ({ ...row, database })),
    open: async (name) => (await workspaces.open(name))?.state ?? null,
  }
  const jobs = createJobs({ connection, redisUrl: settings.redisUrl, workspaces: opened, others, report })
  undo(() => jobs.stop())
  const cleaning = cleanRegularly(jobs, { workspaces: opened, report })
  undo(() => cleaning.stop())
  const post = openPost(app, deps)
  jobs.defineJob(mailTopic, deliverLetters(post))
  mailNotices(jobs, { post, reading: (workspace) => (workspace as WorkspaceState).reading, address, now })
  await app.register(jobRoutes(jobs))
  await registerSignIn(app, deps, post)
  return async () => {
    await jobs.start()
    cleaning.start()
  }
}

const reporter = (onError: (error: Error) => void) => (error: unknown): void => onError(error instanceof Error ? error : new Error(String(error)))

function openPost(app: FastifyInstance, { settings, undo }: ServiceDeps): Post {
  const mail = createMail({ smtpUrl: settings.smtpUrl, folder: join(settings.data, 'mail'), from: settings.mailFrom, log: (line) => { app.log.info(line) } })
  undo(async () => { mail.close() })
  return createPost(mail)
}

async function registerSignIn(app: FastifyInstance, { settings, address, now, onError }: ServiceDeps, post: Post): Promise<void> {
  const cookie = cookieRule(settings.publicUrl)
  const sessions = createSessions()
  const resets = createResets({ post, address, report: reporter(onError) })
  const oidc = settings.oidc && createOidc({ ...settings.oidc, address })
  const options = { sessions, cookie, setup: createSetup(setupOptions), resets, post, address, oidc, publicUrl: settings.publicUrl, now, reading: (request: FastifyRequest) => stateOf(request).reading }
  for (const routes of [sessionRoutes, setupRoutes, secondRoutes, twoFactorRoutes, passkeySignInRoutes, passkeyRoutes, invitationRoutes, invitedRoutes, peopleRoutes, meRoutes, oidcRoutes]) await app.register(routes(options))
  for (const routes of [sessionListRoutes, twoFactorAdminRoutes, lookRoutes, mailRoutes(post), oidcSettingsRoutes(settings.oidc, oidc)]) await app.register(routes)
}

async function registerUpkeep(app: FastifyInstance, { settings, database, now, undo }: ServiceDeps): Promise<void> {
  const backups = createBackups({ data: settings.data, now })
  undo(() => backups.settled())
  await app.register(backupRoutes(backups))
  await app.register(healthRoutes({ folder: settings.data, most: database.pool.options.max ?? 20 }))
}

async function registerFiles(app: FastifyInstance, { settings, now }: ServiceDeps): Promise<void> {
  const files = createFiles({
    folder: join(settings.data, 'files'), maxSize: 50 * 1_048_576,
    mayRead: async (workspace, actor, { entity, record, field }) => {
      const state = workspace as WorkspaceState
      if (field === wholeRecord) {
        const whole = await state.reading.get(readerOf({ workspace, actor }, now()), entity, { id: record, parameters: { fields: 'id' } })
        return whole.ok && whole.value !== null
      }
      const name = state.live().model.entities.get(entity)?.fields.get(field)?.name
      if (name === undefined) return false
      const read = await state.reading.get(readerOf({ workspace, actor }, now()), entity, { id: record, parameters: { fields: name } })
      // Where the field is out of sight on this row, the row is there all the same and the field is null.
      return read.ok && (read.value?.[name] ?? null) !== null
    },
  })
  await app.register(fileRoutes(files))
}

/** null: of every workspace, since something may have been missed. */
async function reloadOpened(workspaces: Workspaces<WorkspaceState>, schema: string | null): Promise<void> {
  for (const { state } of await workspaces.opened()) if (schema === null || state.schema === schema) await state.publishing.reload()
}

async function identifyAgain({ identify }: ServiceDeps, request: FastifyRequest) {
  try {
    const { actor } = await identify(request, request.workspace)
    return actor.kind === 'guest' ? null : actor
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
