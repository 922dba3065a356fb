import type { WorkspaceRow } from './store.ts'

/** The workspace at the root of every host that belongs to no other. */
export const mainWorkspace = 'main'

/** What of a request says which workspace it is for: its host, and the name in a path that begins with `/w/<name>`. */
export interface Address { readonly host: string; readonly prefixed: string | null }

/** By the path's prefix, else by host name, else the main one. null: the prefix names none that this host shows. */
export function resolveName(rows: readonly WorkspaceRow[], { host, prefixed }: Address): string | null {
  const owner = rows.find((row) => row.hosts.includes(hostName(host)))
  if (prefixed === null) return owner?.name ?? mainWorkspace
  // A host of its own shows its workspace only.
  const shown = owner ? owner.name === prefixed : rows.some((row) => row.name === prefixed)
  return shown ? prefixed : null
}

/** Without port and final dot, in small letters; `[::1]:3000` is `[::1]`. */
export const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
