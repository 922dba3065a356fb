import type { Model } from '../../metadata/model/model.ts'
import type { Rights } from '../access/rights.ts'
import type { Database } from '../db/database.ts'

/** What the routes need of the workspace that a request is about. `server/workspaces` makes it. */
export interface HttpWorkspace {
  readonly name: string
  readonly schema: string
  /** `''` for the default workspace and for those found by host name, else `/w/<name>`. */
  readonly prefix: string
  readonly database: Database
  /** The published model; its version changes with each publish. */
  live(): { readonly model: Model; readonly version: string }
  /** Version of the model that is published by now, by whichever process; from then on it is live here. */
  newest?(): Promise<string>
  rights(roles: readonly string[]): Rights
}
/** By the path prefix if there is one, else by host name; null = no such workspace. */
export type FindWorkspace = (address: { readonly host: string; readonly prefixed: string | null }) => HttpWorkspace | null | Promise<HttpWorkspace | null>

export interface SplitUrl { readonly workspace: string | null; readonly url: string }
const prefixed = /^\/w\/([a-z][a-z0-9_]{0,47})(?=\/|\?|$)/
/** Takes `/w/<name>` off an address; what remains is the address inside that workspace. */
export function splitUrl(url: string): SplitUrl {
  const match = prefixed.exec(url)
  if (!match) return { workspace: null, url }
  const rest = url.slice(match[0].length)
  return { workspace: match[1]!, url: rest.startsWith('/') ? rest : `/${rest}` }
}
