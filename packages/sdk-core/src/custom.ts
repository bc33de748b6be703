/** The fields of the envelope that an application may pass with a `custom` event, beside its properties. */
interface CustomData {
  readonly ts?: unknown
  readonly session_id?: unknown
  readonly user?: unknown
  readonly trace_id?: unknown
  readonly ticket_id?: unknown
  readonly channel?: unknown
  readonly context?: unknown
}

/**
 * Turns an event whose name the catalogue does not have into the fields of a `custom` event. Whatever is not a field of
 * the envelope becomes a property.
 *
 * @throws what a getter of the data throws
 */
export function toCustom(name: string, data: CustomData | undefined): Record<string, unknown> {
  const { ts, session_id, user, trace_id, ticket_id, channel, context, ...properties } = data ?? {}
  return { name, ts, session_id, user, trace_id, ticket_id, channel, context, properties }
}
