/** Signs what a webhook is sent, so that its receiver knows who sent it and when. */
import { createHmac } from 'node:crypto'
import { SECOND } from '@hushlog/base'

export const SIGNATURE_HEADER = 'hushlog-signature'

/**
 * Returns the value of the header: the seconds since the epoch, and the HMAC-SHA256 in hex of these, a full stop and
 * the body.
 *
 * @param now milliseconds since the epoch
 */
export function signatureOf(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / SECOND)
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
