import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../../log/records.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { createOpenSearchSink } from './opensearch.js'
import { testIndicesOf } from './server.fixture.js'

const never = () => new AbortController().signal

/** Counts the files below a folder that hold a text. */
function filesWith(folder: string, text: string): number {
  let found = 0
  for (const item of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!item.isFile()) continue
    try {
      if (readFileSync(join(item.parentPath, item.name)).includes(text)) found++
    } catch {
      // A merge has removed the file meanwhile.
    }
  }
  return found
}

withServer('opensearch', ({ url: node, pid }) => {
  const { ends, createIndices } = testIndicesOf(node, afterEach)

  it('leaves no byte of an erased event in the files of the server', async () => {
    const { prefix } = await createIndices()
    const sink = createOpenSearchSink({
      name: 'opensearch',
      node,
      username: undefined,
      password: undefined,
      caFile: undefined,
      indexPrefix: prefix,
      retentionDays: 90,
      sessions: true,
    })
    ends.push(sink.close)
    await sink.open(never())
    const sentinel = randomBytes(24).toString('hex')
    const records = Array.from({ length: 200 }, (_, n) =>
      testRecord({
        n,
        time: TEST_TIME + (n % 2) * 86_400_000,
        fields: { session_id: n === 7 ? sentinel : `s${n % 9}` },
      }),
    )
    await sink.write(testBatch(records), never())
    const folder = readlinkSync(`/proc/${pid}/cwd`)
    expect(filesWith(folder, sentinel)).toBeGreaterThan(0)
    const selector = { tenantId: 'acme', field: 'session_id', values: [sentinel] } as const
    const count = await sink.erase?.(selector, never())
    expect(count).toEqual({ records: 1, touched: [expect.stringContaining('hushlog-events-2026.01.06')] })
    expect(await sink.expunge?.(count?.touched ?? [], never())).toBe(true)
    expect(filesWith(folder, sentinel)).toBe(0)
    expect(await sink.erase?.(selector, never())).toEqual({ records: 0 })
  }, 150_000)
})
