/** A bounded number of visits, a few at a time. Every time in the events is when it happened: nothing is dated back. */
import { createHushlog } from '@hushlog/sdk-node'
import { visit } from './visit.mjs'

/** Resolves with the ledger of the visitors' own client. */
export async function runVisitors({
  collector,
  writeKey,
  shop,
  sessions = 60,
  atOnce = 4,
  pauseMs = 2_500,
  signal,
}) {
  const hush = createHushlog({ endpoint: collector, writeKey, content: 'redacted' })
  let left = sessions
  let failed = 0
  const walk = async () => {
    while (left > 0 && !signal?.aborted) {
      left -= 1
      try {
        await visit({ hush, shop, pauseMs, signal })
      } catch (error) {
        if (signal?.aborted) return
        failed += 1
        hush.track('error', { error_type: error.name, operation: 'visit' })
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, walk))
  return { failed, ledger: await hush.shutdown(2_000) }
}
