import type { Session } from '../client/system.ts'

/** Who may open the studio; the server decides the same for each of its requests. */
export const mayDesign = ({ user }: Session): boolean => user.administrator || user.roles.includes('designer')
