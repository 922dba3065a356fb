import { fail, ok, problem, type Result } from '../../metadata/base/problem.ts'
import type { GroupReply, ListReply, Row } from '../../metadata/api/records.ts'
import type { Query } from '../../metadata/query/query.ts'
import type { Database, Runner } from '../db/database.ts'
import { compileQuery, type CompiledQuery } from '../db/query/compile.ts'
import { type Lru, lru } from '../db/query/lru.ts'
import { fetchPage } from './page.ts'
import { type Parameters, readQuery, type ReadRequest } from './read-query.ts'
import { mostGroups } from '../db/query/group.ts'
import { groupReply } from './group-reply.ts'
import { type Asked, inputsOf, type Reader, run } from './run-query.ts'
import { streamBatches } from './stream.ts'

export interface Reading {
  /** `GET /api/<entity>`; `entity` is the key. */
  list(reader: Reader, entity: string, parameters: Parameters): Promise<Result<ListReply>>
  /** One record, or null: absent and out of sight are the same. `runner`: the transaction it is read in. */
  get(reader: Reader, entity: string, ask: { id: string; parameters?: Parameters; runner?: Runner; deleted?: Query['deleted'] }): Promise<Result<Row | null>>
  group(reader: Reader, entity: string, parameters: Parameters): Promise<Result<GroupReply>>
  /** Every matching row in batches; memory stays flat. Needs the right to export. */
  stream(reader: Reader, entity: string, parameters: Parameters): Promise<Result<AsyncGenerator<Row[]>>>
}

const requests = new WeakMap<object, Lru<{ request: ReadRequest; compiled: CompiledQuery }>>()
const cachedRequests = 1000

export function createReading({ database }: { database: Database }): Reading {
  return {
    async list(reader, entity, parameters) {
      const asked = ask(reader, entity, { parameters, children: false })
      return asked.ok ? fetchPage(database, asked.value) : asked
    },
    async get(reader, entity, { id, parameters = {}, runner = database, deleted }) {
      const asked = ask(reader, entity, { parameters: deleted ? { ...parameters, deleted } : parameters, children: true })
      if (!asked.ok) return asked
      if (!isId(id)) return ok(null)
      const rows = await run<Row>(runner, asked.value, { variant: { kind: 'one' }, inputs: { id } })
      return ok(rows[0] ?? null)
    },
    async group(reader, entity, parameters) {
      const asked = ask(reader, entity, { parameters: { measures: 'count', ...parameters }, children: false })
      if (!asked.ok) return asked
      const rows = await run(database, asked.value, { variant: { kind: 'groups' }, inputs: { limit: mostGroups + 1 } })
      return ok(groupReply(asked.value.compiled.query, rows))
    },
    async stream(reader, entity, parameters) {
      if (!reader.rights.entity(entity)?.export) return fail(problem('query.no_export', ''))
      const asked = ask(reader, entity, { parameters, children: false })
      return asked.ok ? ok(streamBatches(database, asked.value)) : asked
    },
  }
}

const isId = (id: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)

/** Parsed and compiled once per set of parameters; the place in the list and the words are given at each run. */
function ask(reader: Reader, entity: string, asked: { parameters: Parameters; children: boolean }): Result<Asked> {
  const cache = requests.get(reader.rights) ?? lru(cachedRequests)
  requests.set(reader.rights, cache)
  const { after, before, ...rest } = asked.parameters
  const key = `${reader.schema} ${entity} ${asked.children} ${JSON.stringify(rest)}`
  let found = cache.get(key)
  if (!found || after !== undefined || before !== undefined) {
    const request = readQuery(reader, entity, asked)
    if (!request.ok) return request
    const compiled = compileQuery(request.value.query, reader)
    if (!compiled.ok) return compiled
    found = { request: request.value, compiled: compiled.value }
    if (after === undefined && before === undefined) cache.set(key, found)
  }
  return ok({ ...found, inputs: inputsOf(reader, found.compiled) })
}
