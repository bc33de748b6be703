/** A name that the catalogue does not have becomes a `custom` event: what is no part of the envelope is a property. */

/** What a host may set beside the properties; the rest of the envelope is the client's. */
const ENVELOPE = new Set(['ts', 'session_id', 'user', 'trace_id', 'ticket_id', 'channel', 'context'])

/** May throw what a getter of the data throws: to be called where that is counted. */
export function toCustom(name: string, data: object | undefined): Record<string, unknown> {
  const fields: [string, unknown][] = [['name', name]]
  const properties: [string, unknown][] = []
  for (const entry of Object.entries(data ?? {})) (ENVELOPE.has(entry[0]) ? fields : properties).push(entry)
  return { ...Object.fromEntries(fields), properties: Object.fromEntries(properties) }
}
