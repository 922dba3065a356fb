import { parseArgs } from 'node:util'
import { text as streamText } from 'node:stream/consumers'
import { text } from '../../../metadata/texts/index.ts'
import { createSetup } from '../../access/setup-service.ts'
import { StartFailure } from '../../db/embedded/failure.ts'
import { AppError } from '../../http/errors.ts'
import { setupOptions } from '../../setup-options.ts'
import type { Command } from '../command.ts'
import { complain, listProblems, say, withWorkspace } from '../workspace.ts'

const options = { email: { type: 'string' }, name: { type: 'string' }, template: { type: 'string', default: 'empty' }, language: { type: 'string', default: 'en' }, 'password-stdin': { type: 'boolean' }, workspace: { type: 'string' } } as const

export const setup: Command = {
  name: 'setup',
  usage: '--email ADDRESS --password-stdin [--name NAME] [--template NAME]',
  summary: 'Make the first administrator and install a template',
  run: async (words) => {
    const { values } = parseArgs({ args: [...words], options })
    const { email, template, language } = values
    if (!email || !values['password-stdin']) throw new StartFailure('Usage: officina setup --email ADDRESS --password-stdin; the password comes by standard input.')
    const password = (await streamText(process.stdin)).replace(/\r?\n$/, '')
    return withWorkspace(values.workspace, async ({ state }) => {
      try {
        await createSetup(setupOptions).run(state, { email, password, template, language, name: values.name ?? email })
        say(`${email} is the administrator.`)
        return 0
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        complain(text('en', error.code, error.params))
        listProblems(error.problems)
        return 1
      }
    })
  },
}
