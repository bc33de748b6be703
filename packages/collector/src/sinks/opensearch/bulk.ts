/** Sends operations in bulk requests and returns one outcome for each, in order. */
import { halveUntilAccepted } from '../../runtime/halve.js'
import { splitBySize } from '../../runtime/split-by-size.js'
import { type Connection, errorType, member, responseError } from './connection.js'
import { failureOf } from './failure.js'

/**
 * A request has at most this many bytes, the limit of the smaller instances of Amazon OpenSearch Service:
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html. A request that a proxy in
 * between finds too large is halved.
 */
export const MAX_BODY = 10_000_000

/** Leaves reasons out of the response, since they quote values. */
const FILTER = 'errors,items.*.status,items.*.error.type'

export interface BulkOperation {
  /** Becomes the line of the action. */
  readonly action: object
  /** Is the line of the document. */
  readonly source: string
}

export interface BulkOutcome {
  /** Each operation has an HTTP status of its own. */
  readonly status: number
  readonly type: string | undefined
}

/** Holds the two lines of an operation. */
interface Lines {
  /** Is the operation's index among all. */
  readonly index: number
  readonly action: string
  readonly source: string
  readonly bytes: number
}

const tooLarge: BulkOutcome = { status: 413, type: undefined }

export async function sendBulk(
  connection: Connection,
  operations: readonly BulkOperation[],
  signal: AbortSignal,
  limit = MAX_BODY,
): Promise<readonly BulkOutcome[]> {
  const outcomes: BulkOutcome[] = operations.map(() => tooLarge)
  const lines = operations.map(({ action, source }, index): Lines => {
    const text = JSON.stringify(action)
    return { index, action: text, source, bytes: Buffer.byteLength(text) + Buffer.byteLength(source) + 2 }
  })
  const fitting = lines.filter(({ bytes }) => bytes <= limit)
  const limits = { items: Number.POSITIVE_INFINITY, bytes: limit }
  for (const part of splitBySize(fitting, limits, ({ bytes }) => bytes))
    await halveUntilAccepted(
      part,
      (half) => sendPart(connection, half, outcomes, signal),
      // An operation that is too large by itself keeps its outcome.
      () => undefined,
    )
  return outcomes
}

/** @returns false when the request was too large */
async function sendPart(
  connection: Connection,
  part: readonly Lines[],
  outcomes: BulkOutcome[],
  signal: AbortSignal,
): Promise<boolean> {
  const body = part.map(({ action, source }) => `${action}\n${source}\n`).join('')
  const response = await connection.request('POST', `/_bulk?filter_path=${FILTER}`, { body, signal })
  const { status } = response
  if (status === 413) return false
  const items = member(response.body, 'items')
  if (status === 200 && Array.isArray(items) && items.length === part.length) {
    for (const [i, { index }] of part.entries()) outcomes[index] = outcomeOf(items[i])
    return true
  }
  const isFatal = failureOf(status, errorType(response.body)) === 'rejected' || status < 400
  if (isFatal || status === 401 || status === 403) throw responseError(response)
  // The whole request met a limit or an outage. Requests before it are stored and need not come again.
  for (const { index } of part) outcomes[index] = { status, type: undefined }
  return true
}

/** The only member of an item is named for its action. */
function outcomeOf(item: unknown): BulkOutcome {
  const [result] = typeof item === 'object' && item !== null ? Object.values(item) : []
  const status = member(result, 'status')
  return { status: typeof status === 'number' ? status : 0, type: errorType(result) }
}

export const isStored = ({ status }: BulkOutcome): boolean => status === 200 || status === 201

export const isConflict = ({ status }: BulkOutcome): boolean => status === 409
