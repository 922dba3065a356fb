import type { Database } from '../../../server/db/database.ts'
import type { Hunt } from '../suite.ts'
import { answerTo } from './answer.ts'
import { dice } from './dice.ts'
import { columnsOf, type House, type Reply, schema } from './house.ts'
import { same, stands } from './same.ts'
import { verdictOn } from './verdict.ts'
import { viewOf } from './view.ts'
import { ownEntities, type Raw, type World } from './world.ts'
import { randomWrite, type Write } from './write.ts'

/** Tries to write, one after the other; what is let through stands when the next is tried. */
export async function writeAll(hunt: Hunt, house: House, { world: first, most }: { world: World; most: number }): Promise<number> {
  const at = dice(hunt.seed * 31 + first.number)
  let world = first
  for (let n = 0; n < most; n++) {
    const write = randomWrite(at, world, world.people.map((person) => viewOf(world, person)))
    const reply = await send(house, write)
    const fresh = { id: String((reply.body as { id?: unknown } | null)?.id ?? 'none') }
    const verdict = verdictOn(world, write, fresh)
    const next = 'world' in verdict ? verdict.world : world
    const says = wrongStatus(verdict, reply) ?? (await standsOtherwise(house.database, next)) ?? wrongAnswer(next, { write, reply, id: 'id' in verdict ? verdict.id : '' })
    if (says) {
      tell(hunt, world, { write, reply, says })
      return n + 1
    }
    world = next
  }
  return most
}

function send(house: House, write: Write): Promise<Reply> {
  const { name } = write.entity
  if (write.kind === 'create') return house.ask(write.person, 'POST', `/${name}`, write.body)
  if (write.kind === 'update') return house.ask(write.person, 'PATCH', `/${name}/${write.id}`, write.body)
  return write.kind === 'delete' ? house.ask(write.person, 'DELETE', `/${name}/${write.id}`) : house.ask(write.person, 'POST', `/${name}/${write.id}/restore`)
}

const good = { create: 201, update: 200, delete: 204, restore: 200 } as const
function wrongStatus(verdict: ReturnType<typeof verdictOn>, reply: Reply): string | null {
  if ('refused' in verdict) return verdict.refused.includes(reply.status) ? null : `must be refused with ${verdict.refused.join(' or ')}`
  return Object.values<number>(good).includes(reply.status) ? null : 'must be let through'
}
/** What was written is shown as the writer may see it. */
function wrongAnswer(world: World, { write, reply, id }: { write: Write; reply: Reply; id: string }): string | null {
  if (id === '' || write.kind === 'delete') return null
  const answer = answerTo({ model: world.model, view: viewOf(world, world.people[write.person]!) }, { entity: write.entity.key, id })
  const shown = answer.kind === 'rows' ? answer.rows[0] : write.kind === 'restore' ? reply.body : { id }
  return same(reply.body, shown) ? null : `is answered otherwise than it must be: ${JSON.stringify(shown)}`
}

/** How the tables differ from the world; null: not at all. Clocks and ids of new lines are taken over from the tables. */
async function standsOtherwise(database: Database, world: World): Promise<string | null> {
  for (const entity of ownEntities(world.model)) {
    const stored = new Map((await database.query<Raw>(`select * from ${schema}."${entity.table}"`)).map((row) => [row.id, row]))
    const rows = world.rows.get(entity.key)!
    if (stored.size !== rows.length) return `${entity.key} has ${stored.size} rows, not ${rows.length}`
    for (const raw of rows) {
      const row = stored.get(raw.id)
      for (const name of ['_created_at', '_updated_at'] as const) if (raw[name] === null || raw['_version'] !== 1) raw[name] = row?.[name]
      if (raw['_deleted_at'] === 'now') raw['_deleted_at'] = row?.['_deleted_at']
      if (!row || !stands(pick(row, columnsOf(entity, raw)), columnsOf(entity, raw))) return `${entity.key} ${raw.id} stands as ${JSON.stringify(row)}, not ${JSON.stringify(columnsOf(entity, raw))}`
    }
    const wrong = await manyStandOtherwise(database, world, { entity: entity.key, rows })
    if (wrong) return wrong
  }
  return null
}
const pick = (row: Raw, like: object): object => Object.fromEntries(Object.keys(like).map((name) => [name, row[name] ?? null]))

async function manyStandOtherwise(database: Database, { model }: World, { entity, rows }: { entity: string; rows: readonly Raw[] }): Promise<string | null> {
  for (const field of model.entities.get(entity)!.fields.values()) {
    if (field.joinTable && field.relation?.kind === 'links') {
      const stored = await database.query<{ source: string; target: string }>(`select source, target from ${schema}."${field.joinTable}" order by source, _position`)
      for (const raw of rows) if (!same(stored.filter(({ source }) => source === raw.id).map(({ target }) => target), raw[field.key] ?? [])) return `${entity} ${raw.id} has other ${field.key}`
    }
    const child = field.childEntity ? model.entities.get(field.childEntity)! : null
    if (!child) continue
    const stored = await database.query<Raw>(`select * from ${schema}."${child.table}" order by _parent, _position`)
    for (const raw of rows) {
      const lines = stored.filter((line) => line['_parent'] === raw.id)
      const wanted = (raw[field.key] ?? []) as { id: string }[]
      wanted.forEach((line, n) => { if (line.id === '') line.id = lines[n]?.id ?? '' })
      const columns = wanted.map((line) => columnsOf(child, line))
      if (!stands(lines.map((line, n) => pick(line, columns[n] ?? { id: '' })), columns)) return `${entity} ${raw.id} has the lines ${JSON.stringify(lines)}, not ${JSON.stringify(columns)}`
    }
  }
  return null
}

function tell(hunt: Hunt, world: World, { write, reply, says }: { write: Write; reply: Reply; says: string }): void {
  const person = world.people[write.person]!
  const { entity, ...rest } = write
  const row = 'id' in write ? world.rows.get(entity.key)!.find(({ id }) => id === write.id) : undefined
  hunt.violation(`world ${world.number}: ${entity.key} ${JSON.stringify(rest)} ${says}`, { size: 0, roles: Object.fromEntries(person.roles.map((role) => [role, world.roles[role]])), entity: world.layer.documents.entity?.[entity.key], expected: row, got: { status: reply.status, text: reply.text.slice(0, 900) } })
}
