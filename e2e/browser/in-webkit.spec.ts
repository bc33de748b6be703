import { findWebKit } from './engines/find.mjs'
import { testIn } from './engines/test-in.js'
import { startWebKit, webkitLacks } from './engines/webkit.js'
import { runCases } from './run-cases.js'
import { runConformance } from './run-conformance.js'

const test = testIn(async () => {
  const programs = findWebKit()
  if (programs === undefined) throw new Error('no WebKitWebDriver, MiniBrowser or Xvfb')
  return startWebKit(programs)
})

runCases(test, webkitLacks)
runConformance(test)
