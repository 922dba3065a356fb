import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { mayCall } from '../../server/http/guard.ts'
import { recordWorld } from './record-world.ts'

const { ask, url, cookie, clerk } = await recordWorld()
const describedFor = async (headers: Record<string, string> = {}) => (await ask('GET', '/_/openapi.json', undefined, headers)).body
const page = (path: string, headers: Record<string, string> = { cookie }): Promise<Response> => fetch(`${url}/api/_/docs${path}`, { headers })
const forAdministrator = await describedFor()
const forClerk = await describedFor(clerk.headers)
const properties = (document: any, name: string): any => document.components.schemas[name].properties

test('the description is valid OpenAPI 3.1, for the administrator and for a narrow role', async () => {
  for (const document of [forAdministrator, forClerk]) {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect([valid, errors]).toEqual([true, undefined])
    const text = JSON.stringify(document)
    const refs = [...text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)]
    expect(refs.filter(([, part, name]) => document.components[part!][name!] === undefined).map(([ref]) => ref)).toEqual([])
    const operations = Object.values<any>(document.paths).flatMap((path) => Object.values<any>(path).map(({ operationId }) => operationId))
    expect(new Set(operations).size).toBe(operations.length)
  }
})

test('what the caller may not use is nowhere in it', () => {
  expect(JSON.stringify(forAdministrator)).toContain('"secret"')
  expect(JSON.stringify(forClerk)).not.toMatch(/secret/i)
  expect(Object.keys(forClerk.paths['/api/deal'])).toEqual(['get', 'post'])
  expect(Object.keys(forClerk.paths['/api/deal/{id}'])).toEqual(['get', 'patch'])
  expect(Object.keys(forClerk.paths['/api/place'])).toEqual(['get'])
  expect(forClerk.paths['/api/user']).toBeUndefined()
  expect(Object.keys(forAdministrator.paths['/api/deal/{id}'])).toEqual(['get', 'patch', 'delete'])
  expect(forClerk.paths['/api/_/export/{entity}.csv'].get.parameters[0].schema.enum).toEqual(['deal'])
})

test('routes of the system are there for those whose roles may call them', () => {
  expect([forClerk, forAdministrator].map(({ paths }) => ['/api/_/keys', '/api/_/publish', '/api/_/meta', '/api/_/batch'].map((path) => path in paths))).toEqual([[false, false, true, true], [true, true, true, true]])
  expect(forAdministrator.paths['/api/_/keys'].post.requestBody.content['application/json'].schema.properties).toHaveProperty('roles')
  expect([mayCall('designer', ['designer']), mayCall('administrator', ['designer']), mayCall('signed-in', []), mayCall('record', [])]).toEqual([true, false, true, true])
})

test('fields have the form of their values; bodies hold only what may be written', () => {
  const read = properties(forClerk, 'deal')
  expect([read.amount.type, read.region.type, read.lines.type, read.lines.items]).toEqual([['integer', 'null'], ['string', 'null'], ['array', 'null'], { $ref: '#/components/schemas/deal.lines' }])
  expect([read.place.title, read._version.type]).toEqual(['Place', 'integer'])
  for (const body of ['deal-new', 'deal-change']) expect(['number', 'quantity', 'id', '_owner'].filter((name) => name in properties(forClerk, body))).toEqual([])
  expect(forAdministrator.components.schemas['place-new'].required).toEqual(['name'])
  expect(properties(forClerk, 'deal-change').lines.items.anyOf).toEqual([{ $ref: '#/components/schemas/deal.lines-change' }, { $ref: '#/components/schemas/deal.lines-new' }])
})

test('what the server takes and answers has the form that is described', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema({ $id: 'api', ...forAdministrator })
  const wrong = (name: string, value: unknown): unknown[] => {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`)!
    return validate(value) ? [] : [validate.errors]
  }
  const sent = { region: 'north', amount: 3, lines: [{ code: 'q', quantity: 4 }] }
  const made = await ask('POST', '/deal', sent)
  const changed = { amount: 4, lines: [{ id: made.body.lines[0].id, quantity: 5 }, { quantity: 1 }] }
  const { body } = await ask('PATCH', `/deal/${made.body.id}`, changed)
  expect([wrong('deal-new', sent), wrong('deal-change', changed), wrong('deal', body), body.quantity]).toEqual([[], [], [], expect.anything()])
  expect([wrong('deal-page', (await ask('GET', '/deal')).body), wrong('group-reply', (await ask('GET', '/deal?group=region')).body), wrong('problem-document', (await ask('PATCH', `/deal/${body.id}`, { no: 1 })).body)]).toEqual([[], [], []])
  expect(wrong('deal-new', { quantity: 1 })).toHaveLength(1)
  expect([Object.keys(body), Object.keys(body.lines[0])].map((names, n) => names.filter((name) => !(name in properties(forAdministrator, n === 0 ? 'deal' : 'deal.lines'))))).toEqual([[], []])
})

test('who may only create sees the body and gets the id', async () => {
  const { body: live } = await ask('GET', '/_/publish')
  const role = { drop: { label: 'Drop', may: { tag: { create: true, not_fields: [] } } } }
  const { body: layer } = await ask('GET', '/_/publish/layers/shop')
  const shop = layer.layer ?? layer
  const published = await ask('POST', '/_/publish', { base: live.version, layer: { ...shop, documents: { ...shop.documents, role: { ...shop.documents.role, ...role } } } })
  expect(published.status).toBe(200)
  const { body } = await ask('POST', '/_/keys', { name: 'drop', roles: ['drop'] })
  const document = await describedFor({ authorization: `Bearer ${body.key ?? body.token ?? body.secret}`, cookie: '' })
  expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/_/'))).toEqual(['/api/tag'])
  expect(Object.keys(document.paths['/api/tag'])).toEqual(['post'])
  expect([Object.keys(document.components.schemas['tag-new'].properties), document.components.schemas.tag]).toEqual([['name'], undefined])
  expect((await new Validator().validate(structuredClone(document))).valid).toBe(true)
})

test('the pages to read need no script and no style of their own, in three languages', async () => {
  for (const [path, word] of [['', 'Records'], ['?language=es', 'Registros'], ['?language=zh', '记录'], ['/deal', 'Fields'], ['/deal?language=es', 'Campos']] as const) {
    const reply = await page(path)
    const text = await reply.text()
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toContain(word)
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i)
  }
  const style = await page('.css')
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  expect([(await page('/nothing')).status, (await page('', {})).status]).toEqual([404, 401])
  expect(await (await page('/deal', clerk.headers)).text()).not.toMatch(/secret/i)
})
