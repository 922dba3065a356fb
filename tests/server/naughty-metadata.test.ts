import { describe, expect, test } from 'vitest'
import { impossible, naughtyStrings, scripts } from '../support/naughty.ts'
import { each, publish } from '../support/naughty-world.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty' })
const strings = [...new Set([...naughtyStrings, ...scripts])]
const labels = strings.filter((text) => text !== '' && text.length <= 200)
const many = labels.filter((_, at) => at % 4 === 0)
const base = async (): Promise<number> => (await server.ask('GET', '/_/publish')).body.version
const layerOf = (documents: object, more: object = {}) => ({ name: 'odd', label: 'Odd', version: '1', needs: ['base'], edits: {}, documents, ...more })

test('labels, helps, options, sections, menus and roles may be any text, and are told as they were written', async () => {
  const fields = Object.fromEntries(many.map((label, at) => [`f${at}`, { type: 'boolean', label, help: label, placeholder: label }]))
  const options = Object.fromEntries(labels.map((label, at) => [`k${at}`, { label }]))
  const sections = Object.fromEntries(many.map((label, at) => [`s${at}`, { label, description: label, fields: [`f${at}`, { text: label }] }]))
  const menu = Object.fromEntries(many.map((label, at) => [`m${at}`, { label, entity: 'thing' }]))
  const roles = Object.fromEntries(many.map((label, at) => [`r${at}`, { label, description: label, may: {} }]))
  await publish(server, layerOf({
    entity: { thing: { label: many[0], plural: many[1], description: many[2], fields: { ...fields, kind: { type: 'choice', options } } } },
    form: { thing: { of: 'thing', label: many[3], sections } }, view: { thing: { of: 'thing', label: many[4], list: { columns: ['kind'] } } }, app: { odd: { label: many[5], menu } }, role: roles,
  }))
  const { body } = await server.ask('GET', '/_/meta?language=en')
  const [thing] = body.entities.filter(({ key }: { key: string }) => key === 'thing')
  expect([thing.label, thing.plural]).toEqual(many.slice(0, 2))
  expect(many.map((_, at) => thing.fields.find(({ key }: { key: string }) => key === `f${at}`)).map(({ label, options: { help } }: any) => [label, help])).toEqual(many.map((label) => [label, label]))
  const told = JSON.stringify(body)
  expect(labels.filter((label) => !told.includes(JSON.stringify(label)))).toEqual([])
  expect((await server.ask('GET', '/_/publish/layers/odd')).body.documents.form.thing.sections).toEqual(sections)
  expect((await server.ask('GET', '/_/openapi.json')).status).toBe(200)
})

test('a title may hold any text around its fields; where the text is no template, it is refused at its place', async () => {
  const titles = many.filter((text) => text.length < 400)
  const entity = (title: string) => ({ label: 'Titled', title: `${title}{name}`, fields: { name: { type: 'text' } } })
  const answers = await each(titles, async (title) => ({ title, reply: await server.ask('POST', '/_/publish/preview', { layer: layerOf({ entity: { titled: entity(title) } }) }) }))
  for (const { title, reply } of answers) expect([title, reply.status]).toEqual([title, 200])
  const refused = answers.filter(({ reply }) => reply.body.problems.length > 0)
  for (const { title, reply } of refused) expect([title, /[{}]/.test(title), reply.body.problems[0].path]).toEqual([title, true, '/title'])
  const good = titles.filter((title) => !refused.some((one) => one.title === title))
  await publish(server, layerOf({ entity: Object.fromEntries(good.map((title, at) => [`titled${at}`, entity(title)])) }, { name: 'titled' }))
  const wrong = await each(good, async (title, at) => {
    const made = await server.ask('POST', `/titled${at}`, { name: 'x' })
    const [row] = (await server.ask('GET', `/titled${at}?fields=title`)).body.rows
    return made.status === 201 && (title.includes('{') || row.title === `${title}x`) ? [] : [[title, row.title]]
  })
  expect(wrong.flat()).toEqual([])
})

describe('text that cannot be stored', () => {
  test('is a problem at its place in a document', async () => {
    for (const text of impossible) {
      const { body } = await server.ask('POST', '/_/publish/preview', { layer: layerOf({ entity: { bad: { label: text, fields: { a: { type: 'choice', options: { [`k${text}`]: {} } }, b: { type: 'text', help: text } } } } }) })
      expect(body.problems.filter(({ code }: { code: string }) => code === 'value.bad_character').map(({ path }: { path: string }) => path).toSorted()).toEqual(expect.arrayContaining(['/fields/b/help', '/label']))
    }
  })
  test('is refused in metadata, in names of drafts, keys and files, and never an error of the server', async () => {
    for (const text of impossible) {
      const answers = [
        await server.ask('POST', '/_/publish/preview', { layer: layerOf({ entity: { bad: { label: text, fields: { a: { type: 'text', label: text } } } } }) }),
        await server.ask('POST', '/_/publish', { base: await base(), layer: layerOf({ entity: { bad: { label: text, fields: { a: { type: 'text', label: text } } } } }, { name: 'bad' }) }),
        await server.ask('POST', '/_/publish', { base: await base(), note: text, layer: layerOf({ entity: { bad: { label: 'Bad', fields: { a: { type: 'text' } } } } }, { name: 'bad', label: text }) }),
        await server.ask('POST', '/_/drafts', { layer: 'odd', name: text }),
        await server.ask('POST', '/_/keys', { name: text, roles: ['administrator'] }),
        await server.ask('POST', '/user', { name: text, email: 'x@example.com' }),
        await server.ask('POST', '/_/session', { email: text, password: text }),
      ]
      expect(Math.max(...answers.map(({ status }) => status))).toBeLessThan(500)
      expect(answers.map(({ status }) => status)).toEqual([200, 422, 400, 400, expect.any(Number), 400, expect.toSatisfy((status: number) => status === 400 || status === 401)])
    }
  })
})

test('a file may be called anything: its name is kept as text, never as a path, and saved under it', async () => {
  const names = [...strings.filter((_, at) => at % 3 === 0), '../../../etc/passwd', 'C:\\boot.ini', '.', '..', 'CON', 'a\u0000.png', 'photo.png\u202egnp.exe']
  const wrong = await each(names, async (name) => {
    const form = new FormData()
    form.append('file', new Blob(['x'], { type: 'text/html' }), name)
    const sent = await fetch(`${server.url}/api/_/files`, { method: 'POST', body: form, headers: { 'x-officina': '1', cookie: server.cookie } })
    const file: any = await sent.json()
    if (sent.status === 400) return name === '' ? [] : [[name, file]]
    const read = await fetch(`${server.url}/api/_/files/${file.id}`, { headers: { cookie: server.cookie } })
    const header = read.headers.get('content-disposition') ?? ''
    const back = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? '%00')
    // Neither a way out of a folder, nor a sign that turns the name round, nor a second header.
    const safe = sent.status === 201 && read.status === 200 && file.name !== '' && !/[/\\\p{Cc}\p{Cf}]/u.test(file.name) && !/^\.+$/.test(file.name) && back === file.name && header.startsWith('attachment;') && !read.headers.get('content-type')!.includes('html')
    return safe ? [] : [[name, file, header]]
  })
  expect(wrong.flat()).toEqual([])
})
