/**
 * Bulk requests: operations in, one outcome for each out, in order. A body has at most 10 MB, the limit of the
 * smaller instances of Amazon OpenSearch Service; what a proxy in between finds too large still is halved.
 */
import { type Connection, errorType, member, refusal } from './connection.js'
import { failureOf } from './failure.js'

/** Bytes. */
export const MAX_BODY = 10_000_000

/** Without reasons, which quote values. */
const FILTER = 'errors,items.*.status,items.*.error.type'

export interface Operation {
  /** The action's line. */
  readonly action: object
  /** The document's line. */
  readonly source: string
}

export interface Outcome {
  readonly status: number
  readonly type: string | undefined
}

interface Part {
  readonly at: number
  readonly text: string
  readonly size: number
}

export async function sendBulk(
  connection: Connection,
  operations: readonly Operation[],
  signal: AbortSignal,
  limit = MAX_BODY,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = operations.map(() => ({ status: 0, type: undefined }))
  let parts: Part[] = []
  let size = 0
  const flush = async () => {
    if (parts.length > 0) await sendParts(connection, parts, outcomes, signal)
    parts = []
    size = 0
  }
  for (const [at, { action, source }] of operations.entries()) {
    const text = `${JSON.stringify(action)}\n${source}\n`
    const part = { at, text, size: Buffer.byteLength(text) }
    if (part.size > limit) {
      outcomes[at] = { status: 413, type: undefined }
      continue
    }
    if (size + part.size > limit) await flush()
    parts.push(part)
    size += part.size
  }
  await flush()
  return outcomes
}

async function sendParts(
  connection: Connection,
  parts: readonly Part[],
  outcomes: Outcome[],
  signal: AbortSignal,
): Promise<void> {
  const body = parts.map(({ text }) => text).join('')
  const answer = await connection.request('POST', `/_bulk?filter_path=${FILTER}`, { body, signal })
  const { status } = answer
  if (status === 413 && parts.length > 1) {
    const middle = Math.ceil(parts.length / 2)
    await sendParts(connection, parts.slice(0, middle), outcomes, signal)
    await sendParts(connection, parts.slice(middle), outcomes, signal)
    return
  }
  const items = member(answer.body, 'items')
  if (status === 200 && Array.isArray(items) && items.length === parts.length) {
    for (const [i, { at }] of parts.entries()) outcomes[at] = outcomeOf(items[i])
    return
  }
  // The whole body met a limit or an outage. What went before it is stored and need not come again.
  if (
    failureOf(status, errorType(answer.body)) === 'rejected' ||
    status < 400 ||
    status === 401 ||
    status === 403
  )
    throw refusal(answer)
  for (const { at } of parts) outcomes[at] = { status, type: undefined }
}

/** The only member of an item is named for its action. */
function outcomeOf(item: unknown): Outcome {
  const [inner] = typeof item === 'object' && item !== null ? Object.values(item) : []
  const status = member(inner, 'status')
  const type = member(inner, 'error', 'type')
  return {
    status: typeof status === 'number' ? status : 0,
    type: typeof type === 'string' ? type : undefined,
  }
}

export const isStored = ({ status }: Outcome): boolean => status === 200 || status === 201

export const isConflict = ({ status }: Outcome): boolean => status === 409
