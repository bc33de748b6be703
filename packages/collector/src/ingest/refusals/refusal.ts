/** The type of what ingest hands to the counts and to the log of refusals. */

/** Says what was refused: a whole request, an event of one that was accepted, or a field of an event that was stored without it. */
export type RefusalKind = 'request' | 'event' | 'field'

export interface Refusal {
  readonly kind: RefusalKind
  /** Is undefined when the request did not say whose it is. */
  readonly tenantId: string | undefined
  readonly code: string
  /** Names a field of the schema; it is empty for what concerns no single field. */
  readonly path: string
  /** The header `Origin` as it was sent. */
  readonly origin: string | undefined
  /** Says in words of the schema what is allowed. */
  readonly expected: string | undefined
  /** Counts requests, events or fields. */
  readonly count: number
}
