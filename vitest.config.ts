import { defineConfig } from 'vitest/config'
import { fieldTraits } from './runtime/field-traits-plugin.ts'

/** @rjsf imports folders without their file ending, which only the bundler resolves. */
const server = { deps: { inline: [/@rjsf\//] } }
const setup = ['tests/support/global-setup.ts']

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      { plugins: [fieldTraits()], test: { name: 'unit', include: ['tests/{metadata,architecture,runtime,studio}/**/*.test.{ts,tsx}'], server } },
      { test: { name: 'server', include: ['tests/{server,templates,bench,trust}/**/*.test.ts'], exclude: ['tests/trust/planted.test.ts'], globalSetup: setup, testTimeout: 30_000, hookTimeout: 60_000, server } },
      // A planted fault each, in a copy of the sources: half an hour, so by a command of its own.
      ...(process.env.npm_lifecycle_event === 'trust:planted' ? [{ test: { name: 'planted', include: ['tests/trust/planted.test.ts'], globalSetup: setup, server } }] : []),
      { test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], globalSetup: setup, testTimeout: 60_000, hookTimeout: 120_000, server } },
    ],
  },
})
