import { problem } from '../../metadata/base/problem.ts'
import type { Actor } from './actor.ts'
import { newId } from '../db/ids.ts'
import { AppError, fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { hashPassword, isEmail, passwordProblems } from './password.ts'
import { insertPerson, type Person, userTable } from './people.ts'
import { storePassword } from './session-store.ts'

export interface SetupTemplate { readonly name: string; readonly label: string; readonly description: string }
export interface SetupInput { readonly name: string; readonly email: string; readonly password: string; readonly template: string; readonly language: string }
export interface SetupOptions {
  readonly templates: () => Promise<readonly SetupTemplate[]> | readonly SetupTemplate[]
  /** Puts the template on the stack and publishes it; run again after a failure, it must not mind what is there already. */
  readonly installTemplate: (workspace: HttpWorkspace, name: string, actor: Actor) => Promise<void>
}
export interface Setup {
  needed(workspace: HttpWorkspace): Promise<boolean>
  templates: SetupOptions['templates']
  /** Makes the first administrator, exactly once, whoever else asks at the same time. */
  run(workspace: HttpWorkspace, input: SetupInput): Promise<Person>
}

export function createSetup(options: SetupOptions): Setup {
  const needed = async (workspace: HttpWorkspace): Promise<boolean> =>
    (await workspace.database.query(`select 1 from "${workspace.schema}"._setup`)).length === 0
  return {
    needed,
    templates: options.templates,
    run: async (workspace, input) => {
      if (!(await needed(workspace))) fail(409, 'access.set_up_already')
      await check(options, input)
      const hash = await hashPassword(input.password)
      const person = { id: newId(), name: input.name, email: input.email.trim(), language: input.language, roles: ['administrator'] }
      await workspace.database.transaction(async (tx) => {
        // The transaction waits while the template is published on other connections.
        await tx.query('set local idle_in_transaction_session_timeout = 0')
        const locks = await tx.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtext('officina.setup'), hashtext($1)) as mine`, [workspace.schema])
        if (!locks[0]?.mine) fail(409, 'access.set_up_running')
        const guard = await tx.query(`insert into "${workspace.schema}"._setup (done_by) values ($1) on conflict do nothing returning 1`, [person.id])
        if (guard.length === 0) fail(409, 'access.set_up_already')
        await options.installTemplate(workspace, input.template, { kind: 'system', id: null, name: 'set-up', roles: ['administrator'], language: 'en', zone: 'UTC' })
        const users = userTable(workspace)
        if (!users) throw new Error('The installed template has no users.')
        await insertPerson(tx, users, person)
        await storePassword(tx, workspace.schema, person.id, hash)
      })
      return { ...person, zone: null }
    },
  }
}

async function check(options: SetupOptions, input: SetupInput): Promise<void> {
  const known = (await options.templates()).some((template) => template.name === input.template)
  const problems = [
    ...(isEmail(input.email.trim()) ? [] : [problem('access.bad_email', '/email')]),
    ...passwordProblems(input.password, input.email, '/password'),
    ...(known ? [] : [problem('access.unknown_template', '/template', { name: input.template })]),
  ]
  if (problems[0]) throw new AppError(422, problems[0].code, { params: problems[0].params, problems })
}
