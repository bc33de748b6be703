import { firefox } from '@playwright/test'
import { firefoxLaunch } from './engines/launch.js'
import { playwrightEngine } from './engines/playwright.js'
import { testIn } from './engines/test-in.js'
import { runCases } from './run-cases.js'
import { runConformance } from './run-conformance.js'

const lacks = {
  quota: 'BiDi cannot set a quota',
  'way back': 'driven over BiDi, Firefox loads the page anew',
}

const test = testIn(async () => playwrightEngine(await firefox.launch(firefoxLaunch()), lacks))

runCases(test, lacks)
runConformance(test)
