/** Tells the developer once per code, so that a mistake in a loop does not flood a console; the ledger has the numbers. */
export type Warn = (code: string, text: string) => void

/** Codes come from closed sets and schema paths; the bound is for a collector that makes them up. */
const MAX_CODES = 100

export function createWarn(print: (message: string) => void): Warn {
  const said = new Set<string>()
  return (code, text) => {
    if (said.has(code) || said.size >= MAX_CODES) return
    said.add(code)
    try {
      print(`hushlog: ${text}`)
    } catch {
      // A host's console that throws must not stop delivery, and there is nobody else to tell.
      said.add('print')
    }
  }
}
