import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { accentContrast, leastContrast, type Theme } from '../../metadata/base/contrast.ts'
import { problem, type Problem } from '../../metadata/base/problem.ts'
import { appendEvents } from '../events/append.ts'
import type { Database, Runner, Transaction } from '../db/database.ts'
import { AppError, fail } from '../http/errors.ts'
import { readerLanguage } from '../http/language.ts'
import { text } from '../../metadata/texts/index.ts'
import { strict, Words } from '../http/schema.ts'
import { uploadedFile } from '../http/upload.ts'
import type { Actor } from '../access/actor.ts'

export interface Look { readonly name: string | null; readonly accent: { readonly light: string; readonly dark: string } | null; readonly logo: string | null; readonly version: number }
const Colour = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' })
const Body = strict({ name: Type.Union([Words(60), Type.Null()]), accent: Type.Union([strict({ light: Colour, dark: Colour }), Type.Null()]), version: Type.Integer({ minimum: 0 }) })
const types = ['image/png', 'image/jpeg', 'image/webp']
const largest = 200_000

async function readLook(db: Runner, schema: string): Promise<Look> {
  const rows = await db.query<{ name: string | null; light: string | null; dark: string | null; logo: string | null; version: number }>(
    `select name, accent_light as light, accent_dark as dark, logo_hash as logo, version from "${schema}"._look`)
  const row = rows[0]
  return { name: row?.name ?? null, accent: row?.light && row.dark ? { light: row.light, dark: row.dark } : null, logo: row?.logo ?? null, version: row?.version ?? 0 }
}

/** Name, logo and colour of the workspace: seen by everybody, at the sign-in too; changed by administrators. */
export const lookRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const open = { access: 'public' } as const
  const config = { access: 'administrator' } as const
  app.get('/api/_/look', { config: open }, async ({ workspace }) => readLook(workspace.database, workspace.schema))
  app.get('/api/_/look/logo', { config: open, schema: { querystring: strict({ v: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })) }) } }, async ({ workspace }, reply) => {
    const rows = await workspace.database.query<{ logo: Buffer | null; type: string | null }>(`select logo, logo_type as type from "${workspace.schema}"._look`)
    const { logo, type } = rows[0] ?? {}
    if (!logo || !type) return fail(404, 'access.no_logo')
    return reply.headers({ 'content-type': type, 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=86400' }).send(logo)
  })
  app.put('/api/_/look', { config, schema: { body: Body } }, async (request) => {
    const { workspace, actor, body } = request
    const name = body.name?.trim() || null
    const problems = body.accent ? (['light', 'dark'] as const).flatMap((theme) => faultOf(body.accent![theme], theme, (code) => text(readerLanguage(request), code))) : []
    if (problems[0]) throw new AppError(422, problems[0].code, { params: problems[0].params, problems })
    return workspace.database.transaction(async (tx) => {
      const old = await readLook(tx, workspace.schema)
      const rows = await tx.query(
        `insert into "${workspace.schema}"._look as l (name, accent_light, accent_dark) values ($1, $2, $3)
         on conflict (single) do update set name = excluded.name, accent_light = excluded.accent_light, accent_dark = excluded.accent_dark, version = l.version + 1 where l.version = $4 returning 1`,
        [name, body.accent?.light ?? null, body.accent?.dark ?? null, body.version])
      if (rows.length === 0) fail(409, 'request.conflict')
      await audit(tx, workspace.schema, { actor, changes: { name: [old.name, name], accent: [old.accent, body.accent] } })
      return readLook(tx, workspace.schema)
    })
  })
  app.post('/api/_/look/logo', { config: { ...config, upload: true } }, async (request) => {
    const { workspace, actor } = request
    if (!request.isMultipart()) return fail(415, 'request.media_type')
    const part = (await uploadedFile(request)) ?? fail(400, 'file.none')
    const parts: Buffer[] = []
    let size = 0
    for await (const chunk of part.file as AsyncIterable<Buffer>) { size += chunk.length; if (size <= largest) parts.push(chunk) }
    const bytes = Buffer.concat(parts)
    const type = (await fileTypeFromBuffer(bytes))?.mime ?? ''
    if (size > largest || !types.includes(type)) return fail(422, 'access.bad_logo')
    return storeLogo(workspace, actor, { bytes, type })
  })
  app.delete('/api/_/look/logo', { config }, async ({ workspace, actor }) => storeLogo(workspace, actor, null))
}

function faultOf(colour: string, theme: Theme, word: (code: 'access.light' | 'access.dark' | 'access.lighter' | 'access.darker') => string): Problem[] {
  const ratio = accentContrast(colour, theme)
  if (ratio >= leastContrast) return []
  // Never rounded up to what would do.
  return [problem('access.low_contrast', `/accent/${theme}`, { ratio: Math.floor(ratio * 100) / 100, theme: word(theme === 'light' ? 'access.light' : 'access.dark'), direction: word(theme === 'light' ? 'access.darker' : 'access.lighter') })]
}
async function storeLogo({ database, schema }: { database: Database; schema: string }, actor: Actor, logo: { bytes: Buffer; type: string } | null): Promise<Look> {
  const hash = logo && createHash('sha256').update(logo.bytes).digest('hex').slice(0, 16)
  return database.transaction(async (tx) => {
    const old = await readLook(tx, schema)
    await tx.query(
      `insert into "${schema}"._look as l (logo, logo_type, logo_hash) values ($1, $2, $3)
       on conflict (single) do update set logo = excluded.logo, logo_type = excluded.logo_type, logo_hash = excluded.logo_hash, version = l.version + 1`, [logo?.bytes ?? null, logo?.type ?? null, hash])
    await audit(tx, schema, { actor, changes: { logo: [old.logo, hash] } })
    return readLook(tx, schema)
  })
}
async function audit(tx: Transaction, schema: string, { actor, changes }: { actor: Actor; changes: Readonly<Record<string, unknown>> }): Promise<void> {
  const space = { schema } as Parameters<typeof appendEvents>[0]['space']
  await appendEvents({ tx, space, actor }, [{ entity: null, record: null, kind: 'look.changed', version: null, changes }])
}
