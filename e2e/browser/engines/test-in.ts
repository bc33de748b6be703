/**
 * Makes Playwright's `test` with an engine that all tests of a file share. It reports what the engine lacks,
 * with the reason: to the end of `npm test`, or to the console.
 */
import { appendFileSync } from 'node:fs'
import { test as base, type TestType } from '@playwright/test'
import type { Engine } from './engine.js'

export type EngineTest = TestType<object, { engine: Engine }>

export const testIn = (start: () => Promise<Engine>): EngineTest =>
  base.extend<object, { engine: Engine }>({
    engine: [
      async ({ playwright: _ }, use) => {
        const engine = await start()
        note({ against: `${engine.name} ${engine.version}` })
        await use(engine)
        await engine.close()
      },
      // A busy machine may take a minute to start a browser.
      { scope: 'worker', timeout: 120_000 },
    ],
  })

/** Reports a line to the end of `npm test`, or to the console. */
export function note(line: Readonly<Record<string, string>>): void {
  const file = process.env.HUSHLOG_TEST_NOTES
  if (file === undefined) console.log(Object.entries(line).join())
  else appendFileSync(file, `${JSON.stringify(line)}\n`)
}
