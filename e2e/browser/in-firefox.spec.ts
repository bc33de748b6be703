import { firefox } from '@playwright/test'
import { firefoxLaunch } from './engines/launch.js'
import { playwrightEngine } from './engines/playwright.js'
import { runCases } from './run-cases.js'

const lacks = {
  quota: 'BiDi cannot set a quota',
  'way back': 'driven over BiDi, Firefox loads the page anew',
}

runCases('firefox', lacks, async () => playwrightEngine(await firefox.launch(firefoxLaunch()), lacks))
