import { chromium } from '@playwright/test'
import { chromiumLaunch } from './engines/launch.js'
import { playwrightEngine } from './engines/playwright.js'
import { testIn } from './engines/test-in.js'
import { runCases } from './run-cases.js'
import { runConformance } from './run-conformance.js'

const lacks = {}

const test = testIn(async () =>
  playwrightEngine(
    // Playwright turns the back/forward cache off.
    await chromium.launch({ ...chromiumLaunch(), ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    lacks,
  ),
)

runCases(test, lacks)
runConformance(test)
