/** Makes small valid events, as ingest would have appended them. */
import { CROCKFORD_BASE32 } from '@hushlog/base'
import type { NewRecord } from './log.js'

/** Is 2026-01-05T10:00:00Z in milliseconds since the epoch. */
export const TEST_TIME = Date.UTC(2026, 0, 5, 10)

/**
 * Makes a ULID whose random part is the number `n`.
 *
 * @param time milliseconds since the epoch
 */
export function testId(time: number, n: number): string {
  const digits = (value: number, length: number) =>
    Array.from({ length }, (_, i) => CROCKFORD_BASE32[Math.floor(value / 32 ** (length - 1 - i)) % 32]).join(
      '',
    )
  return `${digits(time, 10)}${digits(n, 16)}`
}

export interface TestRecord {
  /** Becomes the random part of the id. */
  readonly n: number
  /** Holds the event time in milliseconds since the epoch. The default is `TEST_TIME`. */
  readonly time?: number
  readonly tenantId?: string
  readonly event?: string
  readonly hasText?: boolean
  /** Holds the fields besides the envelope. */
  readonly fields?: Readonly<Record<string, unknown>>
}

export function testRecord({ n, time = TEST_TIME, tenantId = 'acme', ...rest }: TestRecord): NewRecord {
  const event = rest.event ?? 'user_query'
  const id = testId(time, n)
  const receivedAt = time + 1500
  const body = {
    id,
    event,
    ts: new Date(time).toISOString(),
    schema_version: 1,
    session_id: 's1',
    ...rest.fields,
    tenant_id: tenantId,
    env: 'test',
    received_at: new Date(receivedAt).toISOString(),
  }
  return {
    id,
    tenantId,
    event,
    time,
    receivedAt,
    hasText: rest.hasText ?? false,
    bytes: Buffer.from(JSON.stringify(body)),
  }
}

/** Makes a record whose bytes need not be an event. */
export const brokenRecord = (text: string): NewRecord => ({
  ...testRecord({ n: 500 }),
  bytes: Buffer.from(text),
})

/** Holds records that no store of rows can take. Their only content is the word `SENTINEL`. */
export const unreadableRecords: readonly NewRecord[] = [
  ...['{"id":"SENTINEL', '[1]', 'null', '', '{"id":"a"}{"id":"b"}'].map(brokenRecord),
  {
    ...testRecord({ n: 502 }),
    bytes: Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}')]),
  },
  testRecord({ n: 503, event: 'of_no_family' }),
]
