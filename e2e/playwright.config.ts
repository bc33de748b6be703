/**
 * Tests run in the browsers of the system: all of them in Chromium, those of the SDK in Firefox, and the
 * cases that all engines share in WebKit. An engine that is not installed has no project;
 * `scripts/test/browsers.mjs` reports it.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findFirefox, findWebKit } from './browser/engines/find.mjs'
import { chromiumLaunch, FIREFOX_CHANNEL, firefoxLaunch } from './browser/engines/launch.js'

const { executablePath } = { executablePath: undefined, ...firefoxLaunch() }

/** Each engine has a folder, since a run empties its own and several may run at once. */
const output = join(tmpdir(), 'hushlog-playwright')

export default defineConfig({
  testDir: './browser',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // A test that hangs fails after a minute.
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: { locale: 'en-US', timezoneId: 'America/New_York' },
  projects: [
    {
      name: 'chromium',
      outputDir: join(output, 'chromium'),
      testMatch: '**/*.spec.ts',
      testIgnore: ['**/in-firefox.spec.ts', '**/in-webkit.spec.ts'],
      use: { browserName: 'chromium', launchOptions: chromiumLaunch() },
    },
    ...(findFirefox() === undefined
      ? []
      : [
          {
            name: 'firefox',
            outputDir: join(output, 'firefox'),
            testMatch: ['in-firefox', 'sdk-script', 'strict-policy'].map((name) => `**/${name}.spec.ts`),
            use: {
              browserName: 'firefox' as const,
              channel: FIREFOX_CHANNEL,
              launchOptions: { ...(executablePath && { executablePath }) },
            },
          },
        ]),
    ...(findWebKit() === undefined
      ? []
      : [{ name: 'webkit', outputDir: join(output, 'webkit'), testMatch: '**/in-webkit.spec.ts' }]),
  ],
})
