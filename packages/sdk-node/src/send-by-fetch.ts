/** Sends one HTTP request with `fetch`, in runtimes without `node:http`, such as workers. */
import type { SendResponse } from '@hushlog/sdk-core'

/** @returns what `node:http` would; a network failure has a name and no code */
export async function sendByFetch(
  url: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<SendResponse> {
  const aborter = new AbortController()
  const timer = setTimeout(() => aborter.abort(), timeoutMs)
  try {
    // A redirect is not followed, so that a write key is not carried to another host.
    const init = { method: 'POST', headers, body: body.slice(), redirect: 'manual', signal: aborter.signal }
    const response = await fetch(url, init as RequestInit)
    const text = await response.text().catch(() => '')
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: text }
  } catch {
    return { cause: aborter.signal.aborted ? 'ETIMEDOUT' : undefined }
  } finally {
    clearTimeout(timer)
  }
}
