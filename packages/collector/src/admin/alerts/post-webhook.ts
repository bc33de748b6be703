/** Makes one attempt to tell a webhook something. */
import { errorCode } from '@hushlog/base'
import { SIGNATURE_HEADER, signatureOf } from './signature.js'

export interface WebhookTarget {
  readonly url: string
  readonly secret?: string | undefined
}

/** Sends a body, and returns the status of the answer. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<number>

/** Follows no redirect: what is sent is for the configured address alone. */
export const post: Post = async (url, headers, body, signal) => {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
  // What a receiver answers means nothing, and its connection is free again without it.
  await response.body?.cancel()
  return response.status
}

const CODE = /^[A-Za-z0-9_]{1,60}$/

/** Undici hides the code of the system in the cause. */
function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'failed'
  if (thrown.name === 'TimeoutError') return 'timeout'
  const code = errorCode(thrown.cause) ?? errorCode(thrown)
  return code !== undefined && CODE.test(code) ? code : 'failed'
}

/**
 * Never rejects.
 *
 * @param now milliseconds since the epoch
 * @returns undefined when the receiver took it; else a code that says why not, which holds nothing of the address
 */
export async function postWebhook(
  send: Post,
  { url, secret }: WebhookTarget,
  { id, body }: { readonly id: string; readonly body: string },
  now: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'hushlog',
    'idempotency-key': id,
    ...(secret !== undefined && { [SIGNATURE_HEADER]: signatureOf(secret, body, now) }),
  }
  try {
    const status = await send(url, headers, body, signal)
    return status >= 200 && status < 300 ? undefined : `status_${status}`
  } catch (thrown) {
    return codeOf(thrown)
  }
}
