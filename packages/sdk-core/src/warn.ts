/** Tells the developer once per message, so that a mistake in a loop does not flood a console; the ledger has the numbers. */
export type Warn = (message: string) => void

/** Messages are of closed sets and schema paths; the bound is for a collector that makes them up. */
const MAX_MESSAGES = 100

export function createWarn(print: (message: string) => void): Warn {
  const said = new Set<string>()
  return (message) => {
    if (said.has(message) || said.size >= MAX_MESSAGES) return
    said.add(message)
    try {
      print(`hushlog: ${message}`)
    } catch {
      // A host's console that throws must not stop delivery, and there is nobody else to tell.
    }
  }
}
