import { newId } from '../../../server/db/ids.ts'
import type { Hunt } from '../suite.ts'
import { secrets } from './model.ts'
import { type Answer, json, plain, send, type Sent } from './send.ts'
import type { Actor, World } from './world.ts'

const v = `/${secrets.entity}`
const system = (): Readonly<Record<string, unknown>> => ({
  id: newId(), _version: 7, _owner: newId(), _created_by: newId(), _created_at: '2001-01-01T00:00:00.000Z', _updated_by: newId(), _updated_at: '2001-01-01T00:00:00.000Z', _deleted_at: '2001-01-01T00:00:00.000Z', _parent: newId(), _position: 3, _tenant: 'other',
})
/** Set by the system or by nobody. */
const computed = { number: 'V-9999', twice: 'xx', fixed: 'x' } as const

interface Door { readonly name: string; readonly sent: (data: object, id: string) => Sent }
const doors: readonly Door[] = [
  { name: 'create', sent: (data) => ({ method: 'POST', path: v, body: { name: 'n', region: 'seen', ...data } }) },
  { name: 'update', sent: (data, id) => ({ method: 'PATCH', path: `${v}/${id}`, body: data }) },
  { name: 'batch create', sent: (data) => ({ method: 'POST', path: '/_/batch', body: [{ do: 'create', entity: secrets.entity, data: { name: 'n', region: 'seen', ...data } }] }) },
  { name: 'batch update', sent: (data, id) => ({ method: 'POST', path: '/_/batch', body: [{ do: 'update', entity: secrets.entity, id, data }] }) },
  { name: 'nested create', sent: (data) => ({ method: 'POST', path: v, body: { name: 'n', region: 'seen', lines: [{ word: 'w', ...data }] } }) },
  { name: 'nested update', sent: (data, id) => ({ method: 'PATCH', path: `${v}/${id}`, body: { lines: [{ word: 'w', ...data }] } }) },
]
/** A version is compared, and so it may stand in a change. It is old there: the change is refused for that. */
const compared = (door: string, name: string): boolean => name === '_version' && (door === 'update' || door === 'batch update')

/** Rows 15 and 55: what a person may not set is refused by name at every door, and nothing of it is kept. */
export async function sendForbidden(world: World, hunt: Hunt): Promise<number> {
  let cases = 0
  for (const actor of world.actors.filter(({ who }) => who === 'writer' || who === 'administrator')) {
    for (const door of doors) {
      const nested = door.name.startsWith('nested')
      for (const [name, value] of Object.entries({ ...system(), ...(nested ? {} : computed) })) {
        const answer = await at(world, actor, door.sent({ [name]: value }, await world.record('seen')))
        cases++
        const wanted = compared(door.name, name) ? 409 : 400
        if (answer.status !== wanted || (wanted === 400 && !(json(answer).problems?.length > 0))) hunt.violation(`${door.name} as ${actor.name} takes ${name}: ${answer.status}`, json(answer))
      }
      cases += actor.who === 'writer' ? await sendHidden(world, hunt, { actor, door, hidden: nested ? ['zq_note'] : ['zq_secret', 'zq_paper'] }) : 0
    }
    cases += await importForbidden(world, hunt, actor)
  }
  return cases + await promote(world, hunt)
}
const at = async (world: World, actor: Actor, sent: Sent): Promise<Answer> => send(world, { ...sent, headers: { ...(await actor.headers()), ...sent.headers } })

/** A hidden field is answered like a name that nobody ever used. */
async function sendHidden(world: World, hunt: Hunt, { actor, door, hidden }: { actor: Actor; door: Door; hidden: readonly string[] }): Promise<number> {
  for (const name of hidden) {
    const unknown = name.replace('zq_', 'qz_')
    const [one, other] = [await at(world, actor, door.sent({ [name]: 'x' }, await world.record('seen'))), await at(world, actor, door.sent({ [unknown]: 'x' }, await world.record('seen')))]
    if (one.status !== 400 || plain(one).replaceAll(name, unknown) !== plain(other)) hunt.violation(`${door.name} as ${actor.name} tells that ${name} exists`, [json(one), json(other)])
  }
  return hidden.length * 2
}

/** An exported file comes back with its system columns: they are passed over, and set nothing. Columns that are hidden are refused. */
async function importForbidden(world: World, hunt: Hunt, actor: Actor): Promise<number> {
  const values = system()
  const name = `imported ${newId()}`
  const csv = `name,region,${Object.keys(values).join(',')}\n${name},seen,${Object.values(values).join(',')}\n`
  const answer = await at(world, actor, { method: 'POST', path: `/_/import${v}`, file: csv })
  const [row] = await world.database.query<Record<string, unknown>>(`select * from ws_main.${secrets.entity} where name = $1`, [name])
  const kept = Object.entries(values).filter(([key, value]) => row && String(row[key]) === String(value))
  if (answer.status === 200 && kept.length > 0) hunt.violation(`import as ${actor.name} takes ${kept.map(([key]) => key).join(', ')}`, row)
  if (actor.who !== 'writer') return 1
  const [hidden, unknown] = await Promise.all(['zq_secret', 'qz_secret'].map((column) => at(world, actor, { method: 'POST', path: `/_/import${v}`, file: `name,region,${column}\nx,seen,y\n` })))
  if (json(hidden!)?.written !== false || plain(hidden!).replaceAll('zq_secret', 'qz_secret') !== plain(unknown!)) hunt.violation('import tells that zq_secret exists, or takes it', [json(hidden!), json(unknown!)])
  return 3
}

/** Nobody gives himself roles, nor others those he does not have, whatever he may do with people. */
async function promote(world: World, hunt: Hunt): Promise<number> {
  let cases = 0
  const clerk = await world.person(`clerk-${newId()}`, ['probe_people'])
  const people: readonly Pick<Actor, 'name' | 'user' | 'headers'>[] = [
    ...world.actors.filter(({ user, who }) => user !== null && who !== 'administrator'),
    { name: 'one who keeps people', user: clerk, headers: async () => ({ cookie: (await world.session(clerk)).cookie }) },
  ]
  for (const { name, user, headers } of people) {
    const roles = ['administrator']
    const ways: readonly Sent[] = [
      { method: 'PATCH', path: `/user/${user}`, body: { roles } }, { method: 'POST', path: '/user', body: { name: 'Eve', email: `eve-${newId()}@example.com`, roles } },
      { method: 'POST', path: '/_/batch', body: [{ do: 'update', entity: 'user', id: user, data: { roles } }] }, { method: 'POST', path: '/_/import/user?key=id', file: `id,roles\n${user},administrator\n` },
    ]
    for (const way of ways) {
      const answer = await send(world, { ...way, headers: await headers() })
      const [found] = await world.database.query<{ count: number }>(`select count(*)::int as count from ws_main."user" where 'administrator' = any(roles) and (id = $1 or name = 'Eve')`, [user])
      cases++
      if (found!.count > 0) hunt.violation(`${way.method} ${way.path} makes an administrator, as ${name}: ${answer.status}`, json(answer))
      await world.database.query(`update ws_main."user" set roles = '{probe_people}' where id = $1 and $1 = $2`, [user, clerk])
      await world.database.query(`delete from ws_main."user" where name = 'Eve'`)
    }
  }
  return cases
}
