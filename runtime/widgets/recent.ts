const most = 5
const place = (user: string, entity: string): string => `recent/${user}/${entity}`

/** Ids of the records a person chose last, on this device; what they are called is asked of the server each time. */
export function recentOf(user: string, entity: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(user, entity)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)).slice(0, most) : []
  } catch {
    return []
  }
}
export function keepRecent(user: string, entity: string, id: string): void {
  localStorage.setItem(place(user, entity), JSON.stringify([id, ...recentOf(user, entity).filter((other) => other !== id)].slice(0, most)))
}
