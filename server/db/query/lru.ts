/** Keeps the entries used last. */
export interface Lru<V> { get(key: string): V | undefined; set(key: string, value: V): V }

export function lru<V>(most: number): Lru<V> {
  const entries = new Map<string, V>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value !== undefined) {
        entries.delete(key)
        entries.set(key, value)
      }
      return value
    },
    set(key, value) {
      entries.set(key, value)
      const oldest = entries.size > most ? entries.keys().next().value : undefined
      if (oldest !== undefined) entries.delete(oldest)
      return value
    },
  }
}
