/**
 * Runs the demo against a running collector: the shop's help page with its chat widget, the back end that answers it, and a
 * bounded number of invented visitors.
 *
 *   node examples/start-demo.mjs --collector http://127.0.0.1:8788 --write-key hlw_… [--listen 127.0.0.1:8789] [--sessions 60]
 *
 * The options can also be set by HUSHLOG_COLLECTOR, HUSHLOG_WRITE_KEY, HUSHLOG_DEMO_LISTEN and HUSHLOG_DEMO_SESSIONS.
 */
import { parseArgs } from 'node:util'
import { startSupportBackend } from './support-backend/server.mjs'
import { runVisitors } from './visitor/visitor.mjs'

const { values } = parseArgs({
  options: {
    collector: { type: 'string', default: process.env.HUSHLOG_COLLECTOR ?? 'http://127.0.0.1:8788' },
    'write-key': { type: 'string', default: process.env.HUSHLOG_WRITE_KEY ?? '' },
    listen: { type: 'string', default: process.env.HUSHLOG_DEMO_LISTEN ?? '127.0.0.1:8789' },
    sessions: { type: 'string', default: process.env.HUSHLOG_DEMO_SESSIONS ?? '60' },
    'pause-ms': { type: 'string', default: '2500' },
  },
})
const { collector, 'write-key': writeKey, listen } = values
if (writeKey === '') {
  console.error('The demo needs a write key: --write-key hlw_… or HUSHLOG_WRITE_KEY')
  process.exit(2)
}

const at = listen.lastIndexOf(':')
const host = listen.slice(0, at).replace(/^\[|\]$/g, '') || '127.0.0.1'
const shop = await startSupportBackend({
  collector,
  writeKey,
  host,
  port: Number(listen.slice(at + 1)),
}).catch((error) => {
  console.error(
    `The demo cannot listen on ${listen} (${error.code ?? error.message}); choose another with --listen or HUSHLOG_DEMO_LISTEN`,
  )
  process.exit(1)
})
console.log(`Demo on ${shop.url}`)

const abort = new AbortController()
const visitors = runVisitors({
  collector,
  writeKey,
  shop: shop.url,
  sessions: Number(values.sessions),
  pauseMs: Number(values['pause-ms']),
  signal: abort.signal,
})

async function stop() {
  if (abort.signal.aborted) return
  abort.abort()
  await visitors
  await shop.close()
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
