import type { Hunt } from '../suite.ts'
import { newId } from '../../../server/db/ids.ts'
import { json, plain, send } from './send.ts'
import type { World } from './world.ts'

/** Row 22: whoever has the address of a file and no right to its field gets what he gets for a file that is not there. */
export async function openAttachments(world: World, hunt: Hunt): Promise<number> {
  const cookie = world.server.cookie
  const upload = async (): Promise<string> => json(await send(world, { method: 'POST', path: '/_/files', file: 'text of a paper', headers: { cookie } })).id
  const places = {
    'in sight': { paper: await upload(), region: 'seen' }, 'in a field out of sight': { zq_paper: await upload(), region: 'seen' }, 'of a record out of sight': { paper: await upload(), region: 'unseen' },
  } as const
  for (const { region, ...more } of Object.values(places)) await world.record(region, more)
  const loose = await upload()
  const files = { ...Object.fromEntries(Object.entries(places).map(([name, place]) => [name, 'zq_paper' in place ? place.zq_paper : place.paper])), 'not yet attached': loose }
  let cases = 0
  for (const actor of world.actors) {
    const headers = await actor.headers()
    const absent = await send(world, { method: 'GET', path: `/_/files/${newId()}`, headers })
    for (const [name, id] of Object.entries(files)) {
      const answer = await send(world, { method: 'GET', path: `/_/files/${id}`, headers })
      cases++
      const may = actor.who === 'administrator' ? name !== 'not yet attached' : name === 'in sight' && (actor.who === 'reader' || actor.who === 'writer')
      if (may ? answer.status !== 200 : answer.status !== absent.status || plain(answer) !== plain(absent)) hunt.violation(`a file ${name}, as ${actor.name}: ${answer.status}`, json(answer))
    }
  }
  return cases
}
