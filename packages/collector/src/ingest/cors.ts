/**
 * Lets pages of any origin read the answer, also a refusal: an SDK that cannot read a 401 would try again forever. No
 * cookies are involved, and the write key decides which origin may write. An answer names the origin only when the key
 * lists it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WriteKey } from '../config/config.js'

export const anyOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
} as const

export const corsFor = (request: IncomingMessage, key: WriteKey): Readonly<Record<string, string>> => {
  const { origin } = request.headers
  if (origin === undefined) return {}
  if (key.origins.includes('*')) return anyOrigin
  return { ...anyOrigin, 'access-control-allow-origin': origin, vary: 'origin' }
}

/** Chromium caches a preflight for no longer; other browsers cache it for less. */
const PREFLIGHT_SECONDS = '7200'

export const answerPreflight = (request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(204, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers':
      'authorization, content-type, content-encoding, x-page-url, x-page-title, x-referrer, x-session-id',
    'access-control-max-age': PREFLIGHT_SECONDS,
    // A public page asks for this before it talks to a collector in a private network.
    ...(request.headers['access-control-request-private-network'] === 'true' && {
      'access-control-allow-private-network': 'true',
    }),
    vary: 'access-control-request-private-network',
    'content-length': '0',
  })
  response.end()
}
