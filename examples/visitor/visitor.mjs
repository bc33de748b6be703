/** Makes a bounded number of visits, a few at a time. No event is dated back. */
import { createHushlog } from '@hushlog/sdk-node'
import { visit } from './visit.mjs'

/** Resolves with the number of failed visits and the ledger of the visitors' own client. */
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
  const visitOneByOne = async () => {
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
  await Promise.all(Array.from({ length: atOnce }, visitOneByOne))
  return { failed, ledger: await hush.shutdown(2_000) }
}
