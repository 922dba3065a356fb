import { expect, test } from 'vitest'
import type { Layer } from '../../metadata/model/model.ts'
import { Failure } from '../../runtime/client/failure.ts'
import { type Place, readObject, withObject } from '../../studio/document/objects.ts'
import { createDraftStore, type DraftServer } from '../../studio/draft/store.ts'

const customer: Place = { kind: 'entity', key: 'customer', of: null }
const layer: Layer = { name: 'mine', label: 'Mine', version: '1', needs: [], documents: { entity: { customer: { label: 'Customer', note: 'a' } } }, edits: {} }
const refused = (code: string, status: number): Failure => new Failure({ type: '', title: '', status, detail: '', code, request: '' })

/** A server that keeps one draft, as the real one: a save over an older revision is refused. */
function keeper(): DraftServer & { now: { layer: Layer; revision: number }; down: boolean } {
  const self = {
    now: { layer, revision: 1 }, down: false,
    read: async () => self.now,
    save: async (place: Place, { doc, revision }: { doc: unknown; revision: number }) => {
      if (self.down) throw refused('unreachable', 0)
      if (revision !== self.now.revision) throw refused('publish.draft_changed', 409)
      self.now = { layer: withObject(self.now.layer, place, doc ?? undefined), revision: revision + 1 }
      return { revision: revision + 1 }
    },
  }
  return self
}

test('what is changed is on the server a moment later, without being asked to', async () => {
  const server = keeper()
  const store = createDraftStore({ server, start: server.now, wait: 5 })
  store.change({ place: customer, content: { label: 'Client', note: 'a' }, label: 'label' })
  expect(store.state().saving).toBe('waiting')
  await expect.poll(() => readObject(server.now.layer, customer)).toEqual({ label: 'Client', note: 'a' })
  await expect.poll(() => store.state().saving).toBe('saved')
})
test('two analysts who type in one object at once both keep what they typed', async () => {
  const server = keeper()
  const [mine, theirs] = [createDraftStore({ server, start: server.now, wait: 5 }), createDraftStore({ server, start: server.now, wait: 5 })]
  mine.change({ place: customer, content: { label: 'Client', note: 'a' }, label: 'label' })
  theirs.change({ place: customer, content: { label: 'Customer', note: 'b' }, label: 'note' })
  await Promise.all([mine.flush(), theirs.flush()])
  expect(readObject(server.now.layer, customer)).toEqual({ label: 'Client', note: 'b' })
  await Promise.all([mine.catchUp(server.now.revision), theirs.catchUp(server.now.revision)])
  expect(mine.state().work.layer).toEqual(theirs.state().work.layer)
})
test('while the server is away nothing typed is lost, and it is sent when it is back', async () => {
  const server = keeper()
  server.down = true
  const store = createDraftStore({ server, start: server.now, wait: 5 })
  store.change({ place: customer, content: { label: 'Client', note: 'a' }, label: 'label' })
  await store.flush()
  expect([store.state().saving, store.state().failure?.status]).toEqual(['failed', 0])
  server.down = false
  await store.flush()
  expect(store.state().saving).toBe('saved')
  expect(readObject(server.now.layer, customer)).toEqual({ label: 'Client', note: 'a' })
})
