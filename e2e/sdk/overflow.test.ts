/** A burst that the memory of a client has no room for waits in its spool while the collector cannot be reached. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHushlog } from '@hushlog/sdk-node'
import { expect, test } from 'vitest'
import { startFakeCollector } from '../conformance/fake-collector.js'

const BURST = 6_000
/** Room for some hundred events. */
const QUEUE_BYTES = 128 * 1024

test.each([
  ['cannot be reached', { gone: true, delay: 0 }],
  ['is slow', { gone: false, delay: 50 }],
])('a burst while the collector %s is delivered without a drop', async (_, { gone, delay }) => {
  const folder = await mkdtemp(join(tmpdir(), 'hushlog-overflow-'))
  const collector = await startFakeCollector([{ delay }])
  const warnings: string[] = []
  try {
    collector.vanish(gone)
    const hush = createHushlog({
      endpoint: collector.url,
      writeKey: 'hlw_overflow',
      spool: folder,
      maxQueueBytes: QUEUE_BYTES,
      warn: (message) => warnings.push(message),
    })
    for (let i = 0; i < BURST; i++) expect(hush.track('cta_clicked', { trace_id: `t${i}` })).toBe(true)
    expect(hush.stats()).toEqual({ captured: BURST, delivered: 0, queued: BURST, dropped: {} })
    if (gone) await expect.poll(() => warnings.join()).toContain('answered nothing')
    collector.vanish(false)
    expect(await hush.flush(30_000)).toEqual({ captured: BURST, delivered: BURST, queued: 0, dropped: {} })
    const traces = [...collector.stored.values()].map(({ trace_id }) => trace_id)
    expect(new Set(traces).size).toBe(BURST)
    await hush.shutdown()
    expect(await readdir(folder)).toEqual([])
  } finally {
    await collector.close()
    await rm(folder, { recursive: true, force: true })
  }
})
