import { findWebKit } from './engines/find.js'
import { startWebKit, webkitLacks } from './engines/webkit.js'
import { runCases } from './run-cases.js'

runCases('webkit', webkitLacks, async () => {
  const programs = findWebKit()
  if (programs === undefined) throw new Error('no WebKitWebDriver, MiniBrowser or Xvfb')
  return startWebKit(programs)
})
