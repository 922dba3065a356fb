/** The rule by which tables and columns are called. Present names, so that SQL stays readable; PostgreSQL takes 63 characters. */
export function physicalName(...parts: readonly string[]): string {
  const whole = parts.join('__')
  return whole.length <= 63 ? whole : `${whole.slice(0, 54)}_${hash(whole)}`
}

export const tableName = (entityName: string): string => physicalName(entityName)
/** Table of a children field, or join table of a links field. */
export const subTableName = (table: string, fieldName: string): string => physicalName(table, fieldName)
export const columnName = (fieldName: string, suffix: string): string => physicalName(`${fieldName}${suffix}`)

/** FNV-1a, 32 bits, 8 hex digits: stable for ever, the same in browser and server. */
export function hash(text: string): string {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(16).padStart(8, '0')
}
