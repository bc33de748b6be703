/** The page's engine: its rules run one after the other, in a third of the full engine's size. */
import { bareKey } from '../core/bare-key.js'
import { toDetector } from '../core/custom-rule.js'
import type { Engine, EngineFor } from '../core/engine.js'
import type { CustomOptions } from '../core/types.js'
import { pageDetectors } from './detectors.js'
import { keyMeaningInPage } from './keys-in-page.js'
import { createRedactInPage } from './redact-in-page.js'

let last: CustomOptions | undefined
let engine: Engine

/** A page has one options object, which must not change. */
export const engineFor: EngineFor = (options) => {
  if (options !== last) {
    const { rules = [], denyKeys } = options
    const denied = denyKeys?.map(bareKey)
    const redact = createRedactInPage(pageDetectors, rules.map(toDetector))
    engine = {
      redact,
      redactInUrl: redact,
      isDenied: denied && ((key) => denied.includes(bareKey(key))),
      keyMeaning: keyMeaningInPage,
    }
    last = options
  }
  return engine
}
