import type { SetupOptions } from './access/setup-service.ts'
import { AppError } from './http/errors.ts'
import { installTemplate, listTemplates } from './templates/service.ts'
import type { WorkspaceState } from './workspace-state.ts'

/** Set-up with the templates that are shipped. The HTTP edge and the command line know a workspace by its outer shape; it is ours. */
export const setupOptions: SetupOptions = {
  templates: listTemplates,
  installTemplate: async (workspace, name, actor) => {
    const { publishing, schema, database, rights } = workspace as WorkspaceState
    const done = await installTemplate(publishing, { schema, database, rights, now: () => new Date() }, { name, demo: true, actor })
    if (!done.ok) throw new AppError(409, done.problems[0]?.code ?? 'publish.problems', { params: done.problems[0]?.params, problems: done.problems })
  },
}
