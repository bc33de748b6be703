import { chromium } from '@playwright/test'
import { chromiumLaunch } from './engines/launch.js'
import { playwrightEngine } from './engines/playwright.js'
import { runCases } from './run-cases.js'

const lacks = {}

runCases('chromium', lacks, async () =>
  playwrightEngine(
    // Playwright switches the way back off.
    await chromium.launch({ ...chromiumLaunch(), ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    lacks,
  ),
)
