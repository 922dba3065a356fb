import { createHash } from 'node:crypto'

const names = new Map<string, string>()
const most = 5000

/**
 * The name under which a connection keeps a statement prepared; one text, one name. Only for texts of a limited number whose
 * result keeps its types when the tables change: PostgreSQL refuses to run a prepared statement that would answer other types.
 */
export function statementName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= most) names.clear()
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
  names.set(text, name)
  return name
}
