#!/usr/bin/env node
import { register as registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { register } from 'tsx/esm/api'

register()
registerHooks('./names.js', import.meta.url)
const [option, file, ...rest] = process.argv.slice(2)
if (option === '--run' && file) {
  process.argv.splice(2, process.argv.length, ...rest)
  await import(pathToFileURL(resolve(file)).href)
} else {
  const { main } = await import('../server/cli/index.ts')
  process.exitCode = await main(process.argv.slice(2))
}
