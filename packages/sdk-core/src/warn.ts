/** Prints each message once, so that a mistake in a loop does not flood a console; the ledger has the numbers. */
import type { Platform } from './platform.js'

export type Warn = (message: string) => void

/** Messages consist of known codes and schema paths; the bound is for a collector that invents codes. */
const MAX_MESSAGES = 100

export function createWarn(platform: Platform): Warn {
  const printed = new Set<string>()
  return (message) => {
    if (printed.has(message) || printed.size >= MAX_MESSAGES) return
    printed.add(message)
    try {
      platform.warn(`hushlog: ${message}`)
    } catch {
      // A console that throws must not stop delivery, and the message has no other reader.
    }
  }
}
