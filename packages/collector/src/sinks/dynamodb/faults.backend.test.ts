/** Tests the sink behind a proxy that now and then answers in place of the real server. */
import { afterEach, expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import {
  type FaultyProxy,
  type ProxyHandler,
  type ProxyResponse,
  startProxy,
} from '../../testing/proxy.fixture.js'
import { testBatch } from '../../testing/sink-place.js'
import { withServer } from '../../testing/with-server.fixture.js'
import type { Sink, SinkFailure } from '../sink.js'
import { createTestTable, type TestTable } from './table.fixture.js'

const never = () => new AbortController().signal
const numbered = (count: number) => Array.from({ length: count }, (_, n) => testRecord({ n: n + 1 }))
const fault = (status: number, name: string): ProxyResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'SENTINEL' }),
})

interface BatchWriteBody {
  RequestItems: Record<string, { PutRequest: { Item: { id: { S: string } } } }[]>
}

withServer('dynamodb', (server) => {
  let proxy: FaultyProxy | undefined
  let table: TestTable | undefined
  let sink: Sink | undefined

  /** A sink over a new table; `handle` sees its batches only. */
  async function behind(handle: ProxyHandler): Promise<{ table: TestTable; sink: Sink }> {
    proxy = await startProxy(server.endpoint, (seen, pass) =>
      seen.headers['x-amz-target']?.toString().endsWith('.BatchWriteItem') ? handle(seen, pass) : pass(),
    )
    table = await createTestTable(server, proxy.endpoint)
    sink = table.sink()
    await sink.open(never())
    return { table, sink }
  }

  afterEach(async () => {
    await sink?.close()
    await proxy?.close()
    await table?.remove()
  })

  const stored = async (of: TestTable) => (await of.items()).map(({ id }) => id).sort()

  /** Writes what failed again, as delivery does. */
  async function untilStored(to: Sink, records: readonly ReturnType<typeof testRecord>[]) {
    const codes: SinkFailure[] = []
    let rest = records
    for (let attempts = 0; rest.length > 0; attempts++) {
      expect(attempts).toBeLessThan(50)
      const { failed } = await to.write(testBatch(rest), never())
      codes.push(...failed.map(({ code }) => code))
      rest = failed.flatMap(({ index }) => rest[index] ?? [])
    }
    return codes
  }

  it('names each record that was left unprocessed, and stores one copy when they come again', async () => {
    const { table, sink } = await behind(async ({ body }, pass) => {
      const request = JSON.parse(body.toString()) as BatchWriteBody
      const [name = '', puts = []] = Object.entries(request.RequestItems)[0] ?? []
      const left = puts.filter((_, n) => n % 3 === 2)
      const taken = { ...request, RequestItems: { [name]: puts.filter((_, n) => n % 3 !== 2) } }
      const answer = await pass(JSON.stringify(taken))
      return {
        ...answer,
        body: JSON.stringify({ UnprocessedItems: left.length > 0 ? { [name]: left } : {} }),
      }
    })
    const records = numbered(60)
    const { failed } = await sink.write(testBatch(records), never())
    const missing = new Set(failed.map(({ index }) => records[index]?.id))
    expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['throttled']))
    expect(failed).toHaveLength(19)
    // A third of each part is left: 8, 8 and 3 records.
    expect(await stored(table)).toEqual(records.map(({ id }) => id).filter((id) => !missing.has(id)))
    await untilStored(sink, records)
    expect(await stored(table)).toEqual(records.map(({ id }) => id))
  })

  it.each([
    [400, 'ProvisionedThroughputExceededException', 'throttled'],
    [400, 'ThrottlingException', 'throttled'],
    [400, 'RequestLimitExceeded', 'throttled'],
    [500, 'InternalServerError', 'unavailable'],
    [503, 'ServiceUnavailable', 'unavailable'],
  ] as const)('takes %i %s for one part as %s, and keeps the others', async (status, name, code) => {
    let requests = 0
    const { table, sink } = await behind(async (_, pass) =>
      ++requests % 2 === 0 ? fault(status, name) : pass(),
    )
    const records = numbered(100)
    const { failed } = await sink.write(testBatch(records), never())
    expect(failed.map(({ code }) => code)).toEqual(Array.from({ length: 50 }, () => code))
    expect(await table.count()).toBe(50)
    expect(new Set(await untilStored(sink, records))).toEqual(new Set([code]))
    expect(await stored(table)).toEqual(records.map(({ id }) => id))
  })

  it('stores one copy when a response was lost', async () => {
    let requests = 0
    const { table, sink } = await behind(async (_, pass) => {
      const answer = await pass()
      return ++requests % 2 === 0 ? 'cut' : answer
    })
    const records = numbered(100)
    expect(new Set(await untilStored(sink, records))).toEqual(new Set(['unavailable']))
    expect(await stored(table)).toEqual(records.map(({ id }) => id))
  })

  it.each([
    ['ProvisionedThroughputExceededException', fault(400, 'ProvisionedThroughputExceededException')],
    ['InternalServerError', fault(500, 'InternalServerError')],
    ['AccessDeniedException', fault(400, 'AccessDeniedException')],
    ['ResourceNotFoundException', fault(400, 'ResourceNotFoundException')],
    ['ECONNRESET', 'cut'],
  ] as const)(
    'rejects with %s when nothing gets through, and says no more than that',
    async (code, answer) => {
      const { table, sink } = await behind(async () => answer)
      const thrown: unknown = await sink
        .write(testBatch(numbered(30)), never())
        .catch((error: unknown) => error)
      expect(thrown).toMatchObject({ name: 'DynamoDbError', code })
      expect(
        thrown instanceof Error && `${thrown.message}${thrown.stack}${JSON.stringify(thrown)}`,
      ).not.toMatch(/SENTINEL|cause/)
      expect(await table.count()).toBe(0)
    },
  )

  it('ends soon when it is aborted while the server does not respond', async () => {
    const { sink } = await behind(() => new Promise(() => undefined))
    // The signal's own reason: what its client's time limit ends is a DynamoDbError.
    await expect(sink.write(testBatch(numbered(30)), AbortSignal.timeout(300))).rejects.toMatchObject({
      name: 'TimeoutError',
    })
  })

  it('erases although items are left unprocessed again and again', async () => {
    let deletes = 0
    const { table, sink } = await behind(async ({ body }, pass) => {
      const { RequestItems } = JSON.parse(body.toString()) as { RequestItems: Record<string, object[]> }
      const [name = '', all = []] = Object.entries(RequestItems)[0] ?? []
      if (!all.every((one) => 'DeleteRequest' in one) || ++deletes > 3) return pass()
      const answer = await pass(JSON.stringify({ RequestItems: { [name]: all.slice(0, 5) } }))
      return { ...answer, body: JSON.stringify({ UnprocessedItems: { [name]: all.slice(5) } }) }
    })
    await sink.write(testBatch(numbered(25)), never())
    const count = await sink.erase?.({ tenantId: 'acme', field: 'session_id', values: ['s1'] }, never())
    expect(count).toEqual({ records: 25 })
    expect(await table.count()).toBe(0)
  })
})
