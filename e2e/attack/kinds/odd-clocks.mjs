/** Events whose times are spread over a century, so that each names another hour, day and partition. */
import { batchOf, eventWith } from '../events.mjs'
import { createSender } from '../sender.mjs'

const DAY_MS = 86_400_000
const EVENTS = 5_000
/** Events of the two batches have hours of their own from 2000 on, and days of their own up to 2099. */
const spreads = [
  { first: Date.UTC(2000, 0, 1), step: DAY_MS / 24 },
  { first: Date.UTC(2090, 0, 1), step: DAY_MS / 2 },
]

export const oddClocks = {
  name: 'odd-clocks',
  what: `batches of ${EVENTS} events that each name another hour or day, from 2000 to 2099`,
  config: { sinks: [{ type: 'file', path: './export', roll_seconds: 1 }] },
  async run({ collector, seconds, attacked }) {
    const send = createSender(collector.url, attacked.writeKey)
    const end = Date.now() + seconds * 1000
    const counts = { accepted: 0, rejected: 0, refused: 0 }
    for (let batch = 0; Date.now() < end; batch++) {
      const { first, step } = spreads[batch % spreads.length]
      const events = Array.from({ length: EVENTS }, (_, i) =>
        eventWith({ ts: new Date(first + i * step).toISOString() }),
      )
      const { status, json } = await send({ body: batchOf(events) })
      if (status !== 202) counts.refused++
      counts.accepted += json?.accepted ?? 0
      counts.rejected += json?.rejected?.length ?? 0
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const lag = await lagOf(collector)
    return {
      text: `${counts.accepted} events accepted, ${counts.rejected} rejected, ${counts.refused} batches refused; lag of sinks afterwards: ${lag}`,
      faults: counts.accepted > 0 ? ['events of other decades were accepted'] : [],
    }
  },
}

/** Returns how many records each sink is behind. */
async function lagOf({ url }) {
  const { adminPassword } = await import('../collector.mjs')
  const response = await fetch(`${url}/metrics`, {
    headers: { authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}` },
  })
  const text = await response.text()
  const lags = [...text.matchAll(/^hushlog_sink_lag_records\{sink="([^"]+)"\} (\d+)/gm)]
  return lags.map(([, sink, records]) => `${sink} ${records}`).join(', ') || 'unknown'
}
