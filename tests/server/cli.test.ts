import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { administrator } from '../support/server.ts'
import { commandPlace, runProgram, temporaryFolder, writeFiles } from '../support/command.ts'

const place = await commandPlace()
const { run } = place
const colour = { type: 'text', label: 'Colour' }
const bike = (fields: Record<string, unknown>) => ({
  'template.json': { name: 'bikes', label: 'Bikes', version: '1.0.0', needs: ['trade'] },
  'entities/bike.json': { label: 'Bike', plural: 'Bikes', fields: { name: { type: 'text', label: 'Name', unique: true }, owner: { type: 'link', label: 'Owner', to: 'customer' }, ...fields } },
})
const good = writeFiles(temporaryFolder(), bike({ colour }))
const contents = (folder: string): Record<string, string> => Object.fromEntries(
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort().map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]))

describe('without a workspace', () => {
  it('says what it can do, and ends with 2 on a word that it does not know', async () => {
    expect(await run('help')).toMatchObject({ code: 0, out: expect.stringContaining('officina publish FOLDER') })
    expect((await run('dance')).code).toBe(2)
  })
  it('checks a layer folder with the layers that it needs', async () => {
    expect(await run('check', good)).toEqual({ code: 0, out: 'No problems.\n', err: '' })
  })
  it('lists every problem of a broken folder with its file and code, and ends with 1', async () => {
    const broken = writeFiles(temporaryFolder(), { ...bike({ colour: { type: 'colour_of_sky' }, shop: { type: 'link', label: 'Shop', to: 'custmer' } }), 'entities/torn.json': '{ "label": ' })
    const torn = await run('check', broken)
    expect(torn).toMatchObject({ code: 1, out: '' })
    expect(torn.err).toMatch(/entities\/torn\.json.*\[metadata\.no_json\]/)
    writeFiles(broken, { 'entities/torn.json': { label: 'Torn', plural: 'Torn', fields: { a: { type: 'text', label: 7 } } } })
    const shapes = await run('check', broken)
    expect([shapes.code, shapes.err.trim().split('\n').length]).toEqual([1, 2])
    expect(shapes.err).toMatch(/bike.*\/fields\/colour.*\[\w+\.\w+\]/)
    expect(shapes.err).toMatch(/torn.*\/fields\/a\/label.*\[\w+\.\w+\]/)
  })
  it('offers the name that was probably meant', async () => {
    const { code, err } = await run('check', writeFiles(temporaryFolder(), bike({ shop: { type: 'link', label: 'Shop', to: 'custmer' } })))
    expect([code, err.trim().split('\n').length]).toEqual([1, 1])
    expect(err).toMatch(/bike.*\/fields\/shop.*\[\w+\.\w+\] Did you mean "customer"/)
  })
  it('says how a command is used when a word is missing', async () => {
    expect(await run('check')).toEqual({ code: 1, out: '', err: 'Usage: officina check FOLDER\n' })
  })
  it('writes the JSON Schema of every kind', async () => {
    const folder = temporaryFolder()
    expect((await run('schema', folder)).out).toMatch(/^Wrote \d+ schemas/)
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['entity.json', 'form.json', 'role.json']))
    expect(JSON.parse(readFileSync(join(folder, 'entity.json'), 'utf8'))).toMatchObject({ type: 'object', properties: { label: {}, fields: {} } })
  })
})

describe('a workspace by commands alone', () => {
  const { email, password, name } = administrator
  it('is set up once, with the password from standard input', async () => {
    const words = ['setup', '--email', email, '--name', name, '--template', 'trade', '--password-stdin']
    expect(await runProgram(place, words, 'short')).toMatchObject({ code: 1, out: '' })
    expect(await runProgram(place, words, `${password}\n`)).toEqual({ code: 0, out: `${email} is the administrator.\n`, err: '' })
    expect(await runProgram(place, words, `${password}\n`)).toMatchObject({ code: 1, out: '' })
    expect((await run('doctor')).out).toMatch(/Workspaces +main/)
  })
  it('shows what publishing would do, and changes nothing', async () => {
    const first = await run('diff', good)
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain('bike')
    expect(await run('diff', good)).toEqual(first)
  })
  it('publishes, and the second time nothing changes', async () => {
    expect(await run('publish', good, '--note', 'first')).toMatchObject({ code: 0, out: expect.stringMatching(/^Published as version \d+/), err: '' })
    expect((await run('diff', good)).out).toBe('Nothing changes.\n')
    expect(await run('publish', good)).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing changes; version \d+ stays\.\n$/), err: '' })
  })
  it('imports a file, and says which rows it refuses', async () => {
    const folder = writeFiles(temporaryFolder(), { 'bikes.csv': 'Bike,Colour,Owner\nRoadster,red,\nTourer,blue,Nobody\n', 'map.json': { Bike: 'name', Colour: 'colour', Owner: 'owner' } })
    const done = await run('import', 'bike', join(folder, 'bikes.csv'), '--map', join(folder, 'map.json'), '--key', 'name')
    expect(done).toMatchObject({ code: 1, out: '1 created, 0 updated, 1 refused.\n', err: expect.stringMatching(/^row 3: .*Nobody/) })
    writeFiles(folder, { 'bikes.csv': 'Bike,Colour\nRoadster,green\n' })
    expect(await run('import', 'bike', join(folder, 'bikes.csv'), '--map', join(folder, 'map.json'), '--key', 'name')).toEqual({ code: 0, out: '0 created, 1 updated, 0 refused.\n', err: '' })
  })
  it('refuses to lose what people wrote, names it, and obeys --accept-loss', async () => {
    const poorer = writeFiles(temporaryFolder(), bike({}))
    const refused = await run('publish', poorer)
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--accept-loss') })
    expect(refused.err).toContain('[publish.loses]')
    expect(refused.out).toMatch(/! .*colour.*: 1\n +[0-9a-f-]{36} green/)
    expect(await run('publish', poorer, '--accept-loss')).toMatchObject({ code: 0, err: '' })
    expect((await run('diff', poorer)).out).toBe('Nothing changes.\n')
  })
  it('exports a layer whose folder, published and exported again, is the same byte for byte', async () => {
    for (const layer of ['trade', 'bikes']) {
      const [one, two] = [temporaryFolder(), temporaryFolder()]
      expect(await run('export', one, '--layer', layer)).toMatchObject({ code: 0, err: '' })
      expect(await run('check', one)).toMatchObject({ code: 0, err: '' })
      expect((await run('diff', one)).out).toBe('Nothing changes.\n')
      await run('publish', one)
      await run('export', two, '--layer', layer)
      expect(contents(two)).toEqual(contents(one))
    }
    expect(await run('export', temporaryFolder(), '--layer', 'boats')).toMatchObject({ code: 1, err: expect.stringContaining('bikes') })
  })
  it('makes a key that opens the API, with the rights of its roles', async () => {
    const { code, out } = await run('key', 'create', '--name', 'robot', '--role', 'administrator')
    const server = await place.serve()
    const ask = (key: string) => fetch(`${server.url}/api/customer?size=1`, { headers: { authorization: `Bearer ${key}` } })
    try {
      expect([code, (await ask(out.trim())).status, (await ask(`${out.trim()}x`)).status]).toEqual([0, 200, 401])
    } finally {
      await server.close()
    }
  })
  it('leaves rows in the database as a person would find them', async () => {
    const database = connectDatabase({ connection: place.env['DATABASE_URL']!, max: 1 })
    const [row] = await database.query<{ schema: string }>(`select schemaname as schema from pg_tables where tablename = 'bike'`)
    expect(await database.query(`select name, owner from "${row!.schema}".bike`)).toEqual([{ name: 'Roadster', owner: null }])
    await database.close()
  })
})
