import { startTestServer } from '../support/server.ts'

const all = { read: true, create: true, update: true, delete: true, export: true, import: true }
const north = "region == 'north'"
export const documents = {
  entity: {
    place: { label: 'Place', plural: 'Places', title: '{name}', fields: { name: { type: 'text', label: 'Name', required: true }, code: { type: 'text', label: 'Code', unique: true }, region: { type: 'text', label: 'Region' } } },
    tag: { label: 'Tag', plural: 'Tags', title: '{name}', fields: { name: { type: 'text', label: 'Name' } } },
    deal: {
      label: 'Deal', plural: 'Deals', title: '{number}',
      fields: {
        number: { type: 'sequence', label: 'Number', pattern: 'D-{0000}', unique: true },
        region: { type: 'text', label: 'Region', default: 'north' },
        place: { type: 'link', label: 'Place', to: 'place', where: "region == 'north'", on_delete: 'clear' },
        tags: { type: 'links', label: 'Tags', to: 'tag' },
        about: { type: 'dynamic_link', label: 'About', to: ['place', 'tag'] },
        paper: { type: 'file', label: 'Paper' },
        state: { type: 'text', label: 'State', default: 'open' },
        reason: { type: 'text', label: 'Reason', required: "state == 'lost'", visible: "state != 'open'" },
        fixed: { type: 'text', label: 'Fixed', readonly: "state == 'done'" },
        secret: { type: 'text', label: 'Secret' },
        amount: { type: 'integer', label: 'Amount', check: 'amount >= 0', message: 'No negative amounts.' },
        lines: { type: 'children', label: 'Lines', max: 3, fields: { code: { type: 'text', label: 'Code', unique: true }, quantity: { type: 'integer', label: 'Quantity' } } },
        quantity: { type: 'formula', label: 'Quantity', formula: 'sum(lines, quantity)' },
      },
    },
  },
  role: {
    clerk: { label: 'Clerk', may: { deal: { read: north, create: north, update: north, export: true, import: true, not_fields: ['secret'] }, place: { read: north }, tag: { read: true } } },
    whole: { label: 'Whole', may: { deal: all, place: all, tag: all } },
  },
}

/** A published model with rules, an administrator, and keys of people with fewer rights. */
export async function recordWorld() {
  const server = await startTestServer({ template: 'empty' })
  const { body: live } = await server.ask('GET', '/_/publish')
  const published = await server.ask('POST', '/_/publish', { base: live.version, layer: { name: 'shop', label: 'Shop', version: '1', needs: [], documents, edits: {} } })
  if (published.status !== 200) throw new Error(JSON.stringify(published.body, null, 1))
  const keyOf = async (role: string): Promise<{ id: string; headers: Record<string, string> }> => {
    const { body } = await server.ask('POST', '/_/keys', { name: role, roles: [role] })
    return { id: body.id, headers: { authorization: `Bearer ${body.key ?? body.token ?? body.secret}`, cookie: '' } }
  }
  return { ...server, clerk: await keyOf('clerk'), whole: await keyOf('whole') }
}
