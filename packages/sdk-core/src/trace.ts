/**
 * Shows what becomes of events, for the option `debug`: types, counts and codes, never a value. Nothing of it
 * is in the script tag.
 */
import type { Host } from './host.js'

/**
 * @param host is not changed
 * @param print gets a line for each event that was queued, and for each request
 * @returns a host that does the same, and prints
 */
export function withTrace(host: Host, print: (line: string) => void): Host {
  return {
    ...host,
    onQueued(type, entry) {
      print(`hushlog: queued ${type}${describe(entry.json)}`)
      host.onQueued?.(type, entry)
    },
    async sendRequest(request) {
      const response = await host.sendRequest(request)
      print(`hushlog: sent ${request.body.length} bytes, answered ${response.status ?? 'nothing'}`)
      return response
    },
  }
}

/** A queue of bytes has no text of an event. */
function describe(json: string): string {
  if (!json) return ''
  const { context, ...fields } = JSON.parse(json) as {
    context?: { removed_fields?: number; redactions?: string }
  }
  const { removed_fields = 0, redactions = 'nothing' } = context ?? {}
  return `, ${Object.keys(fields).length} fields, ${removed_fields} removed, redacted ${redactions}`
}
