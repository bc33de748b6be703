// Real Chromium, from $CHROMIUM or the system's. Everything under test is on loopback; the browser's own services are off.
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

function systemChromium(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
    } catch {
      // Not this name: the next one.
    }
  }
  return undefined
}

const executablePath = process.env.CHROMIUM ?? systemChromium()

export default defineConfig({
  testDir: './browser',
  testMatch: '**/*.spec.ts',
  outputDir: join(tmpdir(), 'hushlog-playwright'),
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Limits that only a hang reaches, also on a busy machine that is ten times slower than a quiet one.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'America/New_York',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
