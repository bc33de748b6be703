/** A name that the catalogue does not have becomes a `custom` event: what is no part of the envelope is a property. */

/** What a host may set beside the properties; the rest of the envelope is the client's. */
const ENVELOPE = new Set(['ts', 'session_id', 'user', 'trace_id', 'ticket_id', 'channel', 'context'])

/** May throw what a getter of the data throws: to be called where that is counted. */
export function toCustom(name: string, data: object | undefined): Record<string, unknown> {
  const given = Object.entries(data ?? {})
  const pick = (isEnvelope: boolean) =>
    Object.fromEntries(given.filter(([key]) => ENVELOPE.has(key) === isEnvelope))
  return { name, ...pick(true), properties: pick(false) }
}
