/**
 * Does what is between a request's body and the log, for one batch: inflate, parse, validate, sanitize,
 * enrich, encode.
 */
import { createHmac } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { validate } from '@hushlog/schema'
import { sanitize } from '@hushlog/schema/sanitize'

const SECRET = 'bench'
const inflate = { chunkSize: 64 * 1024 }
const pseudonyms = new Map()

/** Returns the keyed hash of a subject, which it remembers as long as the process lives. */
function pseudonymize(subject) {
  if (subject.startsWith('hp_')) return subject
  let pseudonym = pseudonyms.get(subject)
  if (pseudonym === undefined) {
    pseudonym = `hp_${createHmac('sha256', SECRET).update(subject).digest('hex').slice(0, 32)}`
    pseudonyms.set(subject, pseudonym)
  }
  return pseudonym
}

const options = { content: 'off', pseudonymize }

/** @returns the accepted records: their bytes one after the other, and the header of each */
export function processBatch(body) {
  const { events } = JSON.parse(gunzipSync(body, inflate).toString('utf8'))
  const received = new Date().toISOString()
  const headers = []
  const lines = []
  for (const event of events) {
    if (!validate(event).ok) continue
    const { event: clean, hasText } = sanitize(event, options)
    clean.tenant_id = 'bench'
    clean.env = 'bench'
    clean.received_at = received
    const line = JSON.stringify(clean)
    headers.push({
      id: event.id,
      event: event.event,
      time: Date.parse(event.ts),
      hasText,
      size: Buffer.byteLength(line),
    })
    lines.push(line)
  }
  return { headers, bytes: Buffer.from(lines.join('')) }
}
