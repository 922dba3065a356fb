import { describe, expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

/** Every word of what the clerk may not see begins with `zz`, so that one look at the whole answer finds any of it. */
const documents = {
  entity: {
    deal: {
      label: 'Deal', plural: 'Deals', title: '{name}', description: 'What was agreed.', sort: ['-zzmargin', 'name'],
      fields: {
        name: { type: 'text', label: 'Name', search: true },
        zzmargin: { type: 'decimal', label: 'Zzmargin', help: 'zzhelp', search: true },
        price: { type: 'decimal', label: 'Price', required: 'zzmargin > 1', readonly: 'zzmargin > 2', visible: 'zzmargin > 3', check: 'zzmargin > 4' },
        double: { type: 'formula', label: 'Zzdouble', formula: 'zzmargin * 2' },
        twice: { type: 'formula', label: 'Twice', formula: 'price * 2' },
        zzvault: { type: 'link', label: 'Zzlink', to: 'zzvault' },
        state: { type: 'choice', label: 'State', options: { open: { label: 'Open' }, shut: { label: 'Shut' } } },
        lines: { type: 'children', label: 'Lines', fields: { part: { type: 'text', label: 'Part' }, zzcost: { type: 'decimal', label: 'Zzcost' } } },
      },
      unique: { one: { fields: ['name', 'zzmargin'], message: 'zzunique' } },
      checks: { high: { check: 'price > zzmargin', message: 'zzcheck' }, fine: { check: 'price != 13', message: 'Not thirteen.' } },
    },
    zzvault: { label: 'Zzvault', plural: 'Zzvaults', title: '{name}', fields: { name: { type: 'text', label: 'Name' }, deal: { type: 'link', label: 'Deal', to: 'deal' } } },
  },
  form: {
    deal: { of: 'deal', label: 'Deal', sections: { main: { label: 'Main', fields: ['name', 'zzmargin', { related: 'zzvault.deal', label: 'Zzrelated', columns: ['name'] }] }, zzonly: { label: 'Zzonly', fields: ['zzvault', 'double'] }, under: { label: 'Under', visible: 'zzmargin > 5', fields: ['price'] } } },
    zzvault: { of: 'zzvault', label: 'Zzform', sections: { main: { fields: ['name'] } } },
  },
  view: {
    deals: { of: 'deal', label: 'Deals', sort: ['-zzmargin', 'name'], list: { columns: ['name', 'zzmargin', 'zzvault.name', 'price'] } },
    zzrich: { of: 'deal', label: 'Zzrich', filter: 'zzmargin > 100', list: { columns: ['name'] } },
    zzonly: { of: 'deal', label: 'Zzonly', list: { columns: ['zzmargin'] } },
    zzvaults: { of: 'zzvault', label: 'Zzvaults', list: { columns: ['name'] } },
  },
  app: {
    shop: { label: 'Shop', menu: { deals: { label: 'Deals', view: 'deals' }, zzrich: { label: 'Zzrich', view: 'zzrich' }, zzmore: { label: 'Zzmore', items: { zz: { label: 'Zz', entity: 'zzvault' }, zzform: { label: 'Zzform', form: 'zzvault' } } } } },
    zzapp: { label: 'Zzapp', menu: { zz: { label: 'Zz', view: 'zzvaults' } } },
  },
  role: { clerk: { label: 'Clerk', may: { deal: { read: true, update: 'zzmargin < 10', not_fields: ['zzmargin', 'zzvault', 'lines.zzcost'], readonly_fields: ['name'] } } } },
  translation: { es: { language: 'es', texts: { 'entities/deal/label': 'Trato', 'entities/deal/fields/name/label': 'Nombre', 'entities/deal/fields/lines/fields/part/label': 'Pieza', 'entities/deal/fields/state/options/open/label': 'Abierto', 'views/deals/label': 'Tratos' } } },
}
const server = await startTestServer({ template: 'empty' })
const { ask } = server
const layer = { name: 'shop', label: 'Shop', version: '1', needs: ['base'], documents, edits: {} }
const published = await ask('POST', '/_/publish', { layer, base: (await ask('GET', '/_/publish')).body.version })
if (published.status !== 200) throw new Error(JSON.stringify(published.body, null, 1))
const { cookie } = await (await addPerson(server, 'cleo', ['clerk'])).signIn()
const meta = async (who: string, query = '', headers: Record<string, string> = {}) => fetch(`${server.url}/api/_/meta${query}`, { headers: { cookie: who, ...headers } })
const modelOf = async (who: string, query = ''): Promise<any> => (await meta(who, query)).json()
const deal = (model: any) => model.entities.find((one: { key: string }) => one.key === 'deal')
const keys = (list: { key: string }[]) => list.map(({ key }) => key)

describe('what a clerk is told of the model', () => {
  test('nothing of it names what is out of sight', async () => {
    for (const language of ['en', 'es', 'zh']) expect(((await (await meta(cookie, `?language=${language}`)).text()).match(/"[^"]*zz[^"]*"/gi) ?? []), language).toEqual([])
  })
  test('what is in sight is whole', async () => {
    const model = await modelOf(cookie)
    expect(keys(model.entities)).toEqual(['deal', 'deal.lines'])
    expect(keys(deal(model).fields)).toEqual(['name', 'price', 'twice', 'state', 'lines'])
    expect(keys(deal(model).checks)).toEqual(['fine'])
    expect(deal(model).sort.map(({ field }: { field: string }) => field)).toEqual(['name'])
    expect(model.documents.map(({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`)).toEqual(['view deals', 'form deal', 'app shop'])
    const [view, form, app] = model.documents.map(({ doc }: { doc: unknown }) => doc)
    expect(view).toMatchObject({ sort: ['name'], list: { columns: ['name', 'price'] } })
    expect(form.sections.main.fields).toEqual(['name'])
    expect(app.menu).toEqual({ deals: { label: 'Deals', view: 'deals' } })
  })
  test('a rule that looks at what is out of sight is kept by the server and not told; a part that it governs is hidden', async () => {
    const model = await modelOf(cookie)
    expect(deal(model).fields.find(({ key }: { key: string }) => key === 'price')).toMatchObject({ required: false, readonly: false, visible: null, check: null })
    expect(model.documents.find(({ kind }: { kind: string }) => kind === 'form').doc.sections.under.visible).toMatchObject({ kind: 'literal', value: false })
  })
  test('the rights say what may be tried', async () => {
    const { may, fields } = deal(await modelOf(cookie))
    expect(may).toEqual({ create: false, update: true, delete: false, export: false, import: false })
    expect(Object.fromEntries(fields.map(({ key, write }: { key: string; write: boolean }) => [key, write]))).toMatchObject({ name: false, price: true, twice: false })
  })
  test('the conditions of roles are told to administrators alone', async () => {
    const roles = async (who: string) => (await ask('GET', '/_/roles', undefined, { cookie: who })).body.rows.find(({ key }: { key: string }) => key === 'clerk')
    expect(await roles(cookie)).toEqual({ key: 'clerk', label: 'Clerk', layer: 'shop' })
    expect((await roles(server.cookie)).may.deal.update).toBe('zzmargin < 10')
  })
})

test('an administrator is told all', async () => {
  const model = await modelOf(server.cookie)
  expect(keys(model.entities)).toEqual(expect.arrayContaining(['deal', 'deal.lines', 'zzvault', 'user']))
  expect(keys(deal(model).fields)).toEqual(Object.keys(documents.entity.deal.fields))
  expect(model.documents.map(({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`)).toEqual(expect.arrayContaining(['view zzrich', 'view zzonly', 'form zzvault', 'app zzapp']))
})

test('a guest is told nothing', async () => { expect((await meta('')).status).toBe(401) })

test('the words are those of the language asked for, or of the reader, and fall back to those of the layer', async () => {
  const model = await modelOf(cookie, '?language=es')
  expect(model.language).toBe('es')
  const [entity, lines] = [deal(model), model.entities.find(({ key }: { key: string }) => key === 'deal.lines')]
  expect([entity.label, entity.plural, entity.fields[0].label, lines.fields[0].label]).toEqual(['Trato', 'Deals', 'Nombre', 'Pieza'])
  expect(entity.fields.find(({ key }: { key: string }) => key === 'state').options.options).toMatchObject({ open: { label: 'Abierto' }, shut: { label: 'Shut' } })
  expect((await meta(cookie, '?language=fr')).status).toBe(400)
})

describe('the version', () => {
  const tagOf = async (who: string, query = '') => (await meta(who, query)).headers.get('etag')!
  test('spares the reader what he has, is private, and differs by language and by rights', async () => {
    const reply = await meta(cookie)
    const tag = reply.headers.get('etag')!
    expect(reply.headers.get('cache-control')).toBe('private, no-cache')
    expect(tag).toBe(`"${((await reply.json()) as { version: string }).version}"`)
    const again = await meta(cookie, '', { 'if-none-match': tag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(new Set([tag, await tagOf(cookie, '?language=es'), await tagOf(server.cookie)]).size).toBe(3)
    expect((await meta(server.cookie, '', { 'if-none-match': tag })).status).toBe(200)
  })
  test('changes with a publish', async () => {
    const before = await tagOf(cookie)
    const { body } = await ask('GET', '/_/publish')
    const renamed = { ...layer, documents: { ...documents, entity: { ...documents.entity, deal: { ...documents.entity.deal, label: 'Bargain' } } } }
    expect((await ask('POST', '/_/publish', { layer: renamed, base: body.version })).status).toBe(200)
    const reply = await meta(cookie, '', { 'if-none-match': before })
    expect(reply.status).toBe(200)
    expect(deal(await reply.json()).label).toBe('Bargain')
  })
})
