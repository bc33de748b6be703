import { afterEach, describe, expect, it } from 'vitest'
import { TEST_TIME, testId, testRecord } from '../../log/records.fixture.js'
import { testSink } from '../../testing/sink-contract.js'
import { testBatch } from '../../testing/sink-place.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { createDynamoDbSink } from './dynamodb.js'
import { createTestTable, type TestTable } from './table.fixture.js'

const never = () => new AbortController().signal
const broken = (text: string) => ({ ...testRecord({ n: 500 }), bytes: Buffer.from(text) })
/** DynamoDB takes 32 levels. */
const deep = Array.from({ length: 40 }).reduce<unknown>((inner) => ({ inner }), 1)

withServer('dynamodb', (server) => {
  const tables: TestTable[] = []
  const newTable = async () => {
    const table = await createTestTable(server)
    tables.push(table)
    return table
  }
  afterEach(async () => {
    for (const table of tables.splice(0)) await table.remove()
  })

  testSink(
    { describe, it },
    {
      name: `DynamoDB ${server.version}`,
      once: 'id',
      erases: true,
      recordBytes: 400 * 1024,
      refused: [
        broken('{"id":"SENTINEL'),
        broken('[1]'),
        broken('null'),
        broken(''),
        {
          ...testRecord({ n: 501 }),
          bytes: Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}')]),
        },
        testRecord({ n: 502, fields: { session_id: '' } }),
        testRecord({ n: 503, fields: { session_id: 5 } }),
        testRecord({ n: 504, fields: { deep } }),
      ],
      async create() {
        const table = await createTestTable(server)
        return {
          sink: () => table.sink(),
          read: async () =>
            (await table.items()).map((item) => ({
              id: String(item.id),
              tenantId: String(item.tenant_id),
              pageTitle: titleOf(item.context),
            })),
          remove: () => table.remove(),
        }
      },
    },
  )

  it('writes the attributes that readers rely on, and every other field under its own name', async () => {
    const table = await newTable()
    const sink = table.sink()
    await sink.open(never())
    const record = testRecord({
      n: 1,
      event: 'agent_response',
      time: TEST_TIME + 250,
      fields: {
        response_length: 250,
        match_score: 0.25,
        success: true,
        decision: { department: 'billing', confidence: 1e-200 },
        asset_types: ['pump', 'valve'],
        properties: { '': 'a', ['__proto__']: 'b', none: null },
      },
    })
    expect(await sink.write(testBatch([record]), never())).toEqual({ failed: [] })
    expect(await table.items()).toEqual([
      {
        interaction_id: `response_s1_${record.id}_acme`,
        timestamp: '2026-01-05T10:00:00.250Z',
        event_type: 'agent_response',
        session_id: 's1',
        ttl: Math.floor(TEST_TIME / 1000) + 3650 * 86_400,
        id: record.id,
        schema_version: 1,
        response_length: 250,
        match_score: 0.25,
        success: true,
        decision: { department: 'billing', confidence: '1e-200' },
        asset_types: ['pump', 'valve'],
        properties: { _: 'a', ___proto__: 'b', none: null },
        tenant_id: 'acme',
        env: 'test',
        received_at: '2026-01-05T10:00:01.750Z',
      },
    ])
    await sink.close()
  })

  it('finds the events of a session through its index', async () => {
    const table = await newTable()
    const sink = table.sink()
    await sink.open(never())
    const of = (n: number, session_id: string | undefined) => testRecord({ n, fields: { session_id } })
    await sink.write(testBatch([of(1, 'one'), of(2, 'two'), of(3, 'one'), of(4, undefined)]), never())
    const found = await table.bySession('one')
    expect(found.map(({ id }) => id).sort()).toEqual([testId(TEST_TIME, 1), testId(TEST_TIME, 3)])
    await sink.close()
  })

  it('counts the size of an item as the server does, to the byte', async () => {
    const table = await newTable()
    const sink = table.sink()
    await sink.open(never())
    const titled = (length: number) => ({ page_title: 'x'.repeat(length) })
    const begin = 400 * 1024 - 265
    const lengths = Array.from({ length: 40 }, (_, n) => begin + n)
    const records = lengths.map((length, n) => testRecord({ n, fields: { context: titled(length) } }))
    const { failed } = await sink.write(testBatch(records), never())
    const taken = records.length - failed.length
    expect([taken > 0, failed]).toEqual([
      true,
      records.slice(taken).map((_, n) => ({ index: taken + n, code: 'too_large' })),
    ])
    const largest = (await table.items()).find(({ id }) => id === records[taken - 1]?.id)
    const larger = { ...largest, context: titled(begin + taken) }
    await expect(table.put(larger)).rejects.toMatchObject({ name: 'ValidationException' })
    await sink.close()
  })

  it('splits batches at the size limit of a request', async () => {
    const table = await newTable()
    const sink = table.sink()
    await sink.open(never())
    const records = Array.from({ length: 16 }, (_, n) =>
      testRecord({ n, fields: { context: { page_title: '\u0001'.repeat(300_000) } } }),
    )
    expect(await sink.write(testBatch(records), never())).toEqual({ failed: [] })
    expect(await table.count()).toBe(16)
    await sink.close()
  })

  it('does not open without its table, or with a table of another key', async () => {
    const table = await newTable()
    const missing = createDynamoDbSink({ ...table.options(), table: 'nothing-here' })
    await expect(missing.open(never())).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
    const other = await table.createOther()
    const wrong = createDynamoDbSink({ ...table.options(), table: other })
    await expect(wrong.open(never())).rejects.toMatchObject({ code: 'WRONG_KEY' })
    await expect(wrong.write(testBatch([testRecord({ n: 1 })]), never())).rejects.toMatchObject({
      code: 'CLOSED',
    })
  })

  it('reports a table without an index to erase by', async () => {
    const table = await newTable()
    await table.dropIndex('user-index')
    const sink = table.sink()
    await sink.open(never())
    const erased = sink.erase?.({ tenantId: 'acme', field: 'user', values: ['hp_1'] }, never())
    await expect(erased).rejects.toMatchObject({ code: 'MISSING_INDEX' })
    await sink.close()
  })

  it('delays the end of an erasure until the index must know the last write', async () => {
    const table = await newTable()
    const sink = createDynamoDbSink({ ...table.options(), indexSettleTime: 700 })
    await sink.open(never())
    await sink.write(testBatch([testRecord({ n: 1 })]), never())
    const begin = performance.now()
    const count = await sink.erase?.({ tenantId: 'acme', field: 'session_id', values: ['s1'] }, never())
    expect(count).toEqual({ records: 1 })
    expect(performance.now() - begin).toBeGreaterThan(600)
    await sink.close()
  })
})

const titleOf = (context: unknown): string | null =>
  typeof context === 'object' && context !== null && 'page_title' in context
    ? String(context.page_title)
    : null
