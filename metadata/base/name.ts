/** The form of every name that people give: entities, fields, views, roles, states … */
export const namePattern = '^[a-z][a-z0-9_]{0,47}$'
const pattern = new RegExp(namePattern)
export const isName = (name: string): boolean => pattern.test(name)

/** Columns that the system adds to every entity of its own table. */
export const systemFields = ['id', '_version', '_created_at', '_created_by', '_updated_at', '_updated_by', '_owner', '_deleted_at'] as const
export type SystemField = (typeof systemFields)[number]
