import type { Problem } from '../base/problem.ts'

/**
 * `/api/<entity>`: GET list, POST create. `/api/<entity>/<id>`: GET, PATCH (merge of fields; children by id), DELETE (to the bin),
 * POST `/api/<entity>/<id>/restore`. Query parameters of lists and reads, each optional:
 *   fields   names, comma separated, along links: `name,customer.name,lines.item`; default: all own fields
 *   expand   links to open, comma separated: `customer,lines.item`; an opened link is `{ id, title, … }`
 *   filter   an expression over names; search: words; deleted: `only` | `with`
 *   sort     `-date,name`; size: 1..200 (default 50); after / before: cursor; count: `exact` | `none` (default: exact to 10,000)
 *   group    `customer.segment,month(date)`; measures: `count,sum(net)`: answers GroupReply
 */
export interface ListReply<R = Row> {
  readonly rows: readonly R[]
  readonly next: string | null
  readonly previous: string | null
  /** `exact` false: at least this many. Absent when count=none. */
  readonly count?: { readonly value: number; readonly exact: boolean }
}
export interface GroupReply { readonly groups: readonly { readonly by: Readonly<Record<string, unknown>>; readonly measures: Readonly<Record<string, string | number | null>> }[]; readonly totals: Readonly<Record<string, string | number | null>> }
/** Field names → wire values; `id` and the system fields (`_version`, `_created_at`, …) are always there; `title` on request of `fields=title`. */
export interface Row { readonly id: string; readonly [field: string]: unknown }

/** RFC 9457 problem document; `code` is stable, `problems` point into the request body. */
export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly request: string
  readonly problems?: readonly Problem[]
  /** 409 of a version conflict: the row as it is now. */
  readonly current?: Row
}
/** POST `/api/_/batch`: all in one transaction. A created record may be meant by later operations as `"$ref:<name>"`. */
export interface BatchOperation { readonly do: 'create' | 'update' | 'delete' | 'restore'; readonly entity: string; readonly id?: string; readonly ref?: string; readonly version?: number; readonly data?: Readonly<Record<string, unknown>> }
