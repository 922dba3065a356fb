/** What was typed and not yet saved, kept in the browser until it is saved, discarded or the person signs out. */
export interface Draft { readonly version: number | null; readonly data: Readonly<Record<string, unknown>>; readonly at: string }

const store = 'drafts'
const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const ask = indexedDB.open('officina', 1)
    ask.onupgradeneeded = () => { ask.result.createObjectStore(store) }
    ask.onsuccess = () => resolve(ask.result)
    ask.onerror = () => reject(ask.error ?? new Error('IndexedDB'))
  })

async function run<T>(mode: IDBTransactionMode, act: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  if (typeof indexedDB === 'undefined') return undefined
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const ask = act(database.transaction(store, mode).objectStore(store))
      ask.onsuccess = () => resolve(ask.result)
      ask.onerror = () => reject(ask.error ?? new Error('IndexedDB'))
    })
  } finally {
    database.close()
  }
}
export const draftKey = (user: string, entity: string, id: string): string => `${user}/${entity}/${id}`
export const readDraft = (key: string): Promise<Draft | undefined> => run<Draft>('readonly', (objects) => objects.get(key) as IDBRequest<Draft>)
export const keepDraft = (key: string, draft: Draft): Promise<unknown> => run('readwrite', (objects) => objects.put(draft, key))
export const dropDraft = (key: string): Promise<unknown> => run('readwrite', (objects) => objects.delete(key))
export const dropAllDrafts = (): Promise<unknown> => run('readwrite', (objects) => objects.clear())
