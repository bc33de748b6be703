/**
 * Pages of any origin may read the answer, refusals too: an SDK that cannot read a 401 would try again for
 * ever. No cookies are involved, and whether an origin may *write* is the key's business. The origin is named
 * back only when the key lists it.
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

/** Chromium's limit; others use less. */
const PREFLIGHT_SECONDS = '7200'

export const answerPreflight = (request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(204, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type, content-encoding',
    'access-control-max-age': PREFLIGHT_SECONDS,
    // A public page asks before it talks to a collector in a private network.
    ...(request.headers['access-control-request-private-network'] === 'true' && {
      'access-control-allow-private-network': 'true',
    }),
    vary: 'access-control-request-private-network',
    'content-length': '0',
  })
  response.end()
}
