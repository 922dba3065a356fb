import pg from 'pg'
import { parserOf } from './value-parsers.ts'

export interface Statement { readonly text: string; readonly values: readonly unknown[]; readonly name?: string | undefined }
type Row = Record<string, unknown>
interface Part extends Statement { readonly done: (rows: Row[]) => void; readonly failed: (error: unknown) => void; readonly rows: Row[] }

/** What the answers to a statement look like; of one that is prepared it is asked once per connection. */
interface Shape { readonly names: readonly string[]; readonly parsers: readonly (((text: string) => unknown) | null)[]; readonly empty: Row }
/** What we use of the driver's connection. */
interface Wire {
  readonly stream: { write(data: Buffer): unknown }
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  describe(what: object): void
  sync(): void
  _send(message: Buffer): void
}
/** A connection that keeps what is written instead of sending it, and the shapes that are known on it. */
interface Desk { readonly wire: Wire; readonly messages: Buffer[]; readonly shapes: Map<string, Shape>; /** The statement that is written is of a known shape. */ known: boolean }
const desks = new WeakMap<Wire, Desk>()

const prepare = (pg.Query.prototype as unknown as { prepare(on: Wire): void }).prepare
const sync = Buffer.from([0x53, 0, 0, 0, 4])
const aborted = '25P02'
const answersNothing: Shape = { names: [], parsers: [], empty: {} }

/**
 * Statements that PostgreSQL is given as one message and answers with one: it runs them in order, and none after one that failed.
 * The driver would wait for a ready sign after each, and ask each time what the columns of a prepared statement are.
 */
export class Batch extends pg.Query {
  readonly #parts: Part[] = []
  #at = 0
  #shape: Shape | null = null
  #desk: Desk | null = null
  #broken: { readonly part: Part; readonly error: unknown } | null = null
  /** While it is written: the value that cannot be. */
  #refused: { error: unknown } | null = null
  #writing = false

  readonly client: pg.PoolClient

  constructor(client: pg.PoolClient) {
    super('')
    this.client = client
  }

  /** Answered once the batch was sent. */
  add(statement: Statement): Promise<Row[]> {
    return new Promise((done, failed) => { this.#parts.push({ text: statement.text, values: statement.values, name: statement.name, done, failed, rows: [] }) })
  }

  send(): void {
    this.client.query(this)
  }

  override submit = (connection: unknown): Error | null => {
    const wire = connection as Wire
    const desk = deskOf(wire)
    const submitted: string[] = []
    this.#writing = true
    try {
      for (const part of this.#parts) {
        if (part.name !== undefined && !known(wire, part.name)) submitted.push(part.name)
        this.#take(part)
        if (this.#mismatch(wire)) throw new Error(`Two statements are named ${part.name}`)
        desk.known = part.name !== undefined && desk.shapes.has(part.name)
        prepare.call(this, desk.wire)
        if (this.#refused) throw (this.#refused as { error: unknown }).error
      }
    } catch (error) {
      desk.messages.length = 0
      for (const name of submitted) delete wire.submittedNamedStatements[name]
      return error as Error
    } finally {
      this.#writing = false
    }
    this.#desk = desk
    this.#begin()
    desk.messages.push(sync)
    wire.stream.write(Buffer.concat(desk.messages.splice(0)))
    return null
  }

  #mismatch(wire: Wire): boolean {
    const before = this.#own.name && known(wire, this.#own.name)
    return before !== undefined && before !== this.#own.text
  }

  /** The driver looks at these three. */
  get #own(): { name: string | undefined; text: string; values: unknown } { return this as never }
  #take(part: Part): void {
    this.#own.name = part.name
    this.#own.text = part.text
    this.#own.values = part.values
  }
  #begin(): void {
    const part = this.#parts[this.#at]
    if (!part) return
    this.#take(part)
    this.#shape = (part.name !== undefined && this.#desk?.shapes.get(part.name)) || null
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    const names = fields.map(({ name }) => name)
    this.#shape = { names, parsers: fields.map(({ dataTypeID }) => parserOf(dataTypeID)), empty: Object.fromEntries(names.map((name) => [name, null])) }
    if (this.#own.name !== undefined) this.#desk?.shapes.set(this.#own.name, this.#shape)
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const part = this.#parts[this.#at]
    if (!part || !this.#shape || this.#broken) return
    try {
      part.rows.push(read(this.#shape, fields))
    } catch (error) {
      this.#broken = { part, error }
    }
  }

  handleCommandComplete(): void {
    if (this.#own.name !== undefined && !this.#shape) this.#desk?.shapes.set(this.#own.name, answersNothing)
    this.#at++
    this.#begin()
  }
  handleEmptyQuery(): void {
    this.handleCommandComplete()
  }

  handleReadyForQuery(): void {
    for (const part of this.#parts) {
      if (this.#broken?.part === part) part.failed(this.#broken.error)
      else part.done(part.rows)
    }
  }

  /** Of a value that cannot be written, of one statement, or of the connection. What was before it went well; what is behind it was passed over. Before anything was sent, all of it. */
  handleError(error: unknown): void {
    if (this.#writing) {
      this.#refused = { error }
      return
    }
    for (const [n, part] of this.#parts.entries()) {
      if (n < this.#at) part.done(part.rows)
      else part.failed(n === this.#at || !this.#desk ? error : passedOver())
      if (n >= this.#at && part.name !== undefined && this.#desk) delete this.#desk.wire.submittedNamedStatements[part.name]
    }
  }
}

const passedOver = (): Error => Object.assign(new Error('A statement before this one failed.'), { code: aborted })
const known = (wire: Wire, name: string): string | undefined => wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]

function deskOf(connection: Wire): Desk {
  const before = desks.get(connection)
  if (before) return before
  const messages: Buffer[] = []
  const shapes = new Map<string, Shape>()
  const wire = Object.create(connection, {
    _send: { value: (message: Buffer) => { messages.push(message) } },
    sync: { value: () => {} },
    describe: { value: (what: object) => { if (!desk.known) connection.describe.call(wire, what) } },
  }) as Wire
  const desk: Desk = { wire, messages, shapes, known: false }
  desks.set(connection, desk)
  return desk
}

function read({ names, parsers, empty }: Shape, fields: readonly (string | null)[]): Row {
  const row = { ...empty }
  for (let n = 0; n < names.length; n++) {
    const text = fields[n] ?? null
    if (text === null) continue
    const parse = parsers[n]
    row[names[n]!] = parse ? parse(text) : text
  }
  return row
}
