import { expect, it } from 'vitest'
import { startTestServer } from '../support/server.ts'

const { ask, url } = await startTestServer({ template: 'trade' })
const bearer = async (role: string) => ({ authorization: `Bearer ${(await ask('POST', '/_/keys', { name: role, roles: [role] })).body.key}` })
const manager = await bearer('manager')
const sent = async (query: Record<string, string>, csv: string, headers: Record<string, string> = manager, entity = 'order') => {
  const reply = await fetch(`${url}/api/_/import/${entity}?${new URLSearchParams(query)}`, { method: 'POST', body: csv, headers: { 'x-officina': '1', 'content-type': 'text/csv', ...headers } })
  return { status: reply.status, body: (await reply.json()) as any }
}
const lines = { into: 'lines', key: 'number' }
const product = (await ask('GET', '/product?size=1&fields=number')).body.rows[0].number as number
const order = (await ask('POST', '/order', { lines: [{ quantity: 4, product: (await ask('GET', `/product?size=1&fields=id`)).body.rows[0].id }] })).body as { id: string; number: string }
const quantities = async () => (await ask('GET', `/order/${order.id}`)).body.lines.map(({ quantity }: { quantity: number }) => quantity)

it('rows of a file take the place of the line items of the record that they name, wherever they stand in the file', async () => {
  expect(await sent(lines, `_parent,product,quantity\n${order.number},${product},1\n${order.number},${product},2\n`)).toEqual({ status: 200, body: { created: 0, updated: 1, refused: [], written: true } })
  expect(await quantities()).toEqual([1, 2])
})

it('a row at fault is named by its number, and nothing of its record is written', async () => {
  const bad = await sent(lines, `_parent,product,quantity\n${order.number},${product},7\n${order.number},${product},0\n`)
  expect(bad.body).toMatchObject({ updated: 0, written: false, refused: [{ row: 3, problems: [{ path: '/quantity' }] }] })
  const lost = await sent({ ...lines, partial: 'true' }, `_parent,product,quantity\n77777,${product},7\n,${product},7\n`)
  expect(lost.body.refused).toMatchObject([{ row: 2, problems: [{ code: 'import.no_match', path: '/_parent' }] }, { row: 3, problems: [{ code: 'import.no_match', path: '/_parent' }] }])
  expect(await quantities()).toEqual([1, 2])
})

it('links are filled the same way; one that is said twice is one link', async () => {
  const [{ number }] = (await ask('GET', '/employee?size=1&fields=number')).body.rows
  const codes = (await ask('GET', '/territory?size=2&fields=code')).body.rows.map(({ code }: { code: string }) => code) as string[]
  const query = { into: 'territories', key: 'number' }
  expect((await sent(query, `_parent,territories\n${number},${codes[0]}\n${number},${codes[1]}\n${number},${codes[0]}\n`, manager, 'employee')).body).toMatchObject({ updated: 1, refused: [] })
  expect((await ask('GET', `/employee?filter=${encodeURIComponent(`number == ${number}`)}&fields=territories`)).body.rows[0].territories).toHaveLength(2)
  expect((await sent(query, `_parent,territories\n${number},nowhere\n`, manager, 'employee')).body.refused).toMatchObject([{ row: 2, problems: [{ code: 'import.no_match', path: '/territories' }] }])
})

it('needs the right to import, a key, and a field that holds rows', async () => {
  const csv = `_parent,product,quantity\n${order.number},${product},1\n`
  expect((await sent(lines, csv, await bearer('sales'))).status).toBe(403)
  expect(await sent({ into: 'lines' }, csv)).toMatchObject({ status: 400, body: { code: 'import.no_column' } })
  expect(await sent({ into: 'freight', key: 'number' }, csv)).toMatchObject({ status: 400, body: { code: 'import.no_column' } })
  expect(await quantities()).toEqual([1, 2])
})
