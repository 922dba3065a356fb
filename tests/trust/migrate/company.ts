import { sender, serve } from './world.ts'

/** Another server on the same database, with people who read and write there all the while. */
export interface Company {
  /** They stop; answers what went wrong for them: what they were told is saved and is not there, and errors of the server (not that it asks them to try again). */
  leave(): Promise<string[]>
  close(): Promise<void>
}
interface Saved { readonly id: string; title: string }

export async function keepCompany(databaseUrl: string, cookie: string): Promise<Company> {
  const server = await serve(databaseUrl)
  const send = sender(server.url, cookie)
  const state = { working: true, wrong: [] as string[], saved: [] as Saved[] }
  /** Under its old name, or the new one. */
  const item = async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, `/item${path}`, body)
    return answer.status === 404 ? send(method, `/article${path}`, body) : answer
  }
  const broken = (what: string, status: number, body: unknown): void => { if (status >= 500 && status !== 503) state.wrong.push(`${what}: ${status} ${JSON.stringify(body)}`) }
  const write = async (who: number): Promise<void> => {
    for (let n = 0; state.working; n++) {
      const made = await item('POST', '', { title: `Writer ${who}.${n}` })
      broken('a record is made', made.status, made.body)
      if (made.status !== 201) continue
      const own: Saved = { id: made.body.id, title: `Writer ${who}.${n}` }
      state.saved.push(own)
      const changed = await item('PATCH', `/${own.id}`, { title: `${own.title} changed` })
      broken('a record is changed', changed.status, changed.body)
      if (changed.status === 200) own.title = `${own.title} changed`
    }
  }
  const read = async (): Promise<void> => {
    while (state.working) {
      const { status, body } = await item('GET', '?size=5&fields=title')
      broken('a list is read', status, body)
      if (status === 200 && body.rows.length < 5) state.wrong.push(`a list of five held ${body.rows.length}`)
    }
  }
  const work = Promise.all([write(1), write(2), read()])
  work.catch(() => {})
  return {
    leave: async () => {
      state.working = false
      await work
      if (state.saved.length === 0) state.wrong.push('nobody could save anything')
      for (const { id, title } of state.saved) {
        const { status, body } = await item('GET', `/${id}?fields=title`)
        if (status !== 200 || body.title !== title) state.wrong.push(`"${title}" was saved, and now it is ${status} ${JSON.stringify(body)}`)
      }
      return state.wrong.slice(0, 5)
    },
    close: async () => {
      state.working = false
      await work.catch(() => {})
      await server.close()
    },
  }
}
