/** A name that the catalogue does not have becomes a `custom` event: what is no part of the envelope is a property. */

/** What a host may set beside the properties; the rest of the envelope is the client's. */
interface Given {
  readonly ts?: unknown
  readonly session_id?: unknown
  readonly user?: unknown
  readonly trace_id?: unknown
  readonly ticket_id?: unknown
  readonly channel?: unknown
  readonly context?: unknown
}

/** May throw what a getter of the data throws: to be called where that is counted. */
export function toCustom(name: string, data: Given | undefined): Record<string, unknown> {
  const { ts, session_id, user, trace_id, ticket_id, channel, context, ...properties } = data ?? {}
  return { name, ts, session_id, user, trace_id, ticket_id, channel, context, properties }
}
