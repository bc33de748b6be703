/** Refusals for tests that do not look at them. */
import type { Refusals } from './refusals.js'

export const noRefusals: Refusals = { add: () => undefined, rowsOf: () => [] }
