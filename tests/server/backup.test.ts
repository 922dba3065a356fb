import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { commandPlace, type Place, runProgram, temporaryFolder, writeFiles } from '../support/command.ts'
import { administrator } from '../support/server.ts'

const [from, to] = [await commandPlace(), await commandPlace()]
const file = join(temporaryFolder(), 'main.backup')
/** Three pieces in a backup, and bytes that are no text. */
const picture = Buffer.from(Array.from({ length: 2_000_000 }, (_, i) => (i * 7919) % 256))
const separators = 'a\u2028b\u2029c\r\nd "e" \\ \u{1F600}'

async function withDatabase<T>(place: Place, work: (ask: <R extends object>(sql: string, values?: unknown[]) => Promise<R[]>) => Promise<T>): Promise<T> {
  const database = connectDatabase({ connection: place.env['DATABASE_URL']!, max: 1 })
  const [row] = await database.query<{ schema: string }>(`select schemaname as schema from pg_tables where tablename = '_setup'`)
  try {
    return await work((sql, values = []) => database.query(sql.replaceAll('@', `"${row!.schema}".`), values))
  } finally {
    await database.close()
  }
}
/** Every row of every table as text, in the order of its text. */
const rowsOf = (place: Place): Promise<Record<string, string[]>> => withDatabase(place, async (ask) => {
  const tables = await ask<{ name: string }>(`select tablename as name from pg_tables where schemaname = (select schemaname from pg_tables where tablename = '_setup') order by 1`)
  const all: Record<string, string[]> = {}
  for (const { name } of tables) all[name] = (await ask<{ row: string }>(`select t::text as row from @"${name}" t order by 1`)).map(({ row }) => row)
  return all
})
/** Columns, constraints and indexes, without the name of the schema. */
const shapeOf = (place: Place): Promise<unknown> => withDatabase(place, async (ask) => {
  const [here] = await ask<{ schema: string }>(`select schemaname as schema from pg_tables where tablename = '_setup'`)
  const { schema } = here!
  const rows = await ask<{ what: string }>(
    `select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, identity_generation, is_generated) as what from information_schema.columns where table_schema = $1
     union all select concat_ws(' ', conrelid::regclass::text, conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = $1::regnamespace and contype <> 'n'
     union all select indexdef from pg_indexes where schemaname = $1 order by 1`, [schema])
  return rows.map(({ what }) => what.replaceAll(`"${schema}"`, 'S').replaceAll(schema, 'S'))
})
const filesOf = (place: Place): Record<string, string> => {
  const folder = join(place.data, 'files', 'main')
  return Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
    .map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('base64')]))
}

beforeAll(async () => {
  const { email, name, password } = administrator
  const done = await runProgram(from, ['setup', '--email', email, '--name', name, '--template', 'trade', '--password-stdin'], password)
  if (done.code !== 0) throw new Error(done.err)
  await withDatabase(from, (ask) => ask('update @customer set note = $1 where id = (select min(id::text)::uuid from @customer)', [separators]))
  writeFiles(join(from.data, 'files', 'main'), { 'ab/picture': picture, 'cd/empty': '', 'ef/note.txt': separators })
})

it('a backup restored elsewhere is the same workspace: tables, every row, every file', async () => {
  const saved = await from.run('backup', file)
  expect(saved).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ rows and 3 files in /), err: '' })
  const restored = await to.run('restore', file)
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out.split(' rows')[0]).toBe(saved.out.split(' rows')[0])
  expect(await rowsOf(to)).toEqual(await rowsOf(from))
  expect(await shapeOf(to)).toEqual(await shapeOf(from))
  expect(filesOf(to)).toEqual(filesOf(from))
})

it('the server starts on what was restored: people sign in, numbers go on, and publishing finds nothing to mend', async () => {
  const server = await to.serve()
  const send = async (path: string, body: unknown, cookie = '') => {
    const reply = await fetch(`${server.url}/api${path}`, { method: 'POST', headers: { 'x-officina': '1', 'content-type': 'application/json', cookie }, body: JSON.stringify(body) })
    return { status: reply.status, cookie: reply.headers.getSetCookie().map((one) => one.split(';')[0]).join('; '), body: (await reply.json()) as Record<string, unknown> }
  }
  try {
    const { status, cookie } = await send('/_/session', { email: administrator.email, password: administrator.password })
    expect(status).toBeLessThan(300)
    const made = await send('/order', { status: 'draft' }, cookie)
    expect(made.status).toBe(201)
    const numbers = await withDatabase(from, (ask) => ask<{ number: string }>('select max(number) as number from @"order"'))
    const mine = await withDatabase(to, (ask) => ask<{ number: string }>('select max(number) as number from @"order"'))
    expect(Number(mine[0]!.number)).toBe(Number(numbers[0]!.number) + 1)
  } finally {
    await server.close()
  }
  const folder = temporaryFolder()
  await to.run('export', folder, '--layer', 'trade')
  expect((await to.run('diff', folder)).out).toBe('Nothing changes.\n')
})

it('a workspace in use is left alone unless --replace says otherwise', async () => {
  const before = await rowsOf(to)
  expect(await to.run('restore', file)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--replace') })
  expect(await rowsOf(to)).toEqual(before)
})

it.each([
  ['cut off in the middle', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2))],
  ['cut off before its last bytes', (whole: Buffer) => whole.subarray(0, whole.length - 12)],
  ['damaged', (whole: Buffer) => Buffer.concat([whole.subarray(0, 5000), Buffer.alloc(200, 1), whole.subarray(5200)])],
  ['no backup at all', () => Buffer.from('{}\n')],
])('a backup that is %s is refused, and what was there stays', async (_, change) => {
  const before = await rowsOf(to)
  const files = filesOf(to)
  const broken = join(temporaryFolder(), 'broken.backup')
  writeFileSync(broken, change(readFileSync(file)))
  expect(await to.run('restore', broken, '--replace')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('[backup.unreadable]') })
  expect(await rowsOf(to)).toEqual(before)
  expect(filesOf(to)).toEqual(files)
})

it('with --replace, the backup takes the place of rows and files alike', async () => {
  writeFiles(join(to.data, 'files', 'main'), { 'ab/picture': 'changed', 'zz/later': 'made after the backup' })
  expect(await to.run('restore', file, '--replace')).toMatchObject({ code: 0, err: '' })
  expect(await rowsOf(to)).toEqual(await rowsOf(from))
  expect(filesOf(to)).toEqual(filesOf(from))
  expect(readdirSync(join(to.data, 'files'))).toEqual(['main'])
})
