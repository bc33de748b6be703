import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { packageRoot } from '../../runtime/package-root.js'
import { startProxy } from '../../testing/proxy.fixture.js'
import { testBatch } from '../../testing/sink-place.js'
import { withServer } from '../../testing/with-server.fixture.js'
import type { SetupStep } from '../setup-run.js'
import { checkDynamoDb } from './check.js'
import { createDynamoDbSink } from './dynamodb.js'
import { setUpDynamoDb } from './setup.js'
import { awsOf, newTableName } from './table.fixture.js'

const never = () => new AbortController().signal

withServer('dynamodb', (server) => {
  const { accessKeyId, secretAccessKey, region, endpoint } = server
  const client = new DynamoDBClient({ region, endpoint, credentials: { accessKeyId, secretAccessKey } })

  async function setUp(table: string, dryRun = false, at = endpoint): Promise<SetupStep[]> {
    const steps: SetupStep[] = []
    const run = { dryRun, signal: never(), report: (step: SetupStep) => steps.push(step) }
    await setUpDynamoDb({ aws: awsOf(server, at), table }, run)
    return steps
  }
  const describeTable = async (TableName: string) =>
    (await client.send(new DescribeTableCommand({ TableName }))).Table
  const all = (table: string, state: SetupStep['state']): SetupStep[] => [
    { state, what: `table ${table}, on-demand billing` },
    { state, what: 'index session-id-index' },
    { state, what: 'index user-index' },
    { state, what: 'time to live by ttl' },
  ]

  it('creates table, indexes and time to live, and finds them the next time', async () => {
    const table = newTableName()
    expect(await setUp(table, true)).toEqual(all(table, 'missing'))
    await expect(describeTable(table)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })

    const check = () => checkDynamoDb({ aws: awsOf(server, endpoint), table })
    await expect(check()).rejects.toThrow('there is no such table: hushlog setup dynamodb makes it')
    expect(await setUp(table)).toEqual(all(table, 'made'))
    expect(await check()).toBe(`table ${table} has its key and its indexes`)
    const made = await describeTable(table)
    expect(made?.KeySchema).toEqual([{ AttributeName: 'interaction_id', KeyType: 'HASH' }])
    expect(made?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST')
    expect(
      made?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => [
        IndexName,
        KeySchema,
        Projection?.ProjectionType,
      ]).sort(),
    ).toEqual([
      ['session-id-index', [{ AttributeName: 'session_id', KeyType: 'HASH' }], 'ALL'],
      ['user-index', [{ AttributeName: 'user', KeyType: 'HASH' }], 'KEYS_ONLY'],
    ])
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }))
    expect(TimeToLiveDescription).toEqual({ AttributeName: 'ttl', TimeToLiveStatus: 'ENABLED' })

    expect(await setUp(table)).toEqual(all(table, 'there'))
    expect(await setUp(table, true)).toEqual(all(table, 'there'))
  })

  it('adds what an existing table lacks', async () => {
    const table = newTableName()
    await client.send(
      new CreateTableCommand({
        TableName: table,
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
        AttributeDefinitions: [
          { AttributeName: 'interaction_id', AttributeType: 'S' },
          { AttributeName: 'session_id', AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: 'interaction_id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'session-id-index',
            KeySchema: [{ AttributeName: 'session_id', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
            ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
          },
        ],
      }),
    )
    const steps = (state: SetupStep['state']) => [
      { state: 'there', what: `table ${table}, provisioned billing` },
      { state: 'there', what: 'index session-id-index' },
      { state, what: 'index user-index' },
      { state, what: 'time to live by ttl' },
    ]
    expect(await setUp(table, true)).toEqual(steps('missing'))
    expect(await setUp(table)).toEqual(steps('made'))
    expect(await setUp(table)).toEqual(steps('there'))
  })

  it('changes no table with another key, index or time to live', async () => {
    const wrongKey = newTableName()
    const AttributeDefinitions = [{ AttributeName: 'interaction_id', AttributeType: 'S' as const }]
    const KeySchema = [{ AttributeName: 'interaction_id', KeyType: 'HASH' as const }]
    const BillingMode = 'PAY_PER_REQUEST' as const
    await client.send(
      new CreateTableCommand({
        TableName: wrongKey,
        BillingMode,
        AttributeDefinitions: [...AttributeDefinitions, { AttributeName: 'timestamp', AttributeType: 'S' }],
        KeySchema: [...KeySchema, { AttributeName: 'timestamp', KeyType: 'RANGE' }],
      }),
    )
    await expect(setUp(wrongKey)).rejects.toMatchObject({ code: 'WRONG_KEY' })

    const wrongTtl = newTableName()
    await client.send(
      new CreateTableCommand({ TableName: wrongTtl, BillingMode, AttributeDefinitions, KeySchema }),
    )
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: wrongTtl,
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      }),
    )
    await expect(setUp(wrongTtl)).rejects.toMatchObject({ code: 'WRONG_TIME_TO_LIVE' })
  })

  it('needs exactly the actions of the policies in deploy/dynamodb', async () => {
    const asked = new Set<string>()
    const proxy = await startProxy(endpoint, (seen, pass) => {
      asked.add(String(seen.headers['x-amz-target']).replace(/^.*\./, 'dynamodb:'))
      return pass()
    })
    const table = newTableName()
    await setUp(table, false, proxy.endpoint)
    // A table that lacks an index takes UpdateTable, which the test above does.
    expect([...asked, 'dynamodb:UpdateTable'].sort()).toEqual(actionsOf('iam-policy-setup.json'))

    asked.clear()
    const sink = createDynamoDbSink({
      name: 'dynamodb',
      aws: awsOf(server, proxy.endpoint),
      table,
      ttlDays: 3650,
      indexSettleTime: 0,
    })
    await sink.open(never())
    await sink.write(testBatch([testRecord({ n: 1 })]), never())
    await sink.erase?.({ tenantId: 'acme', field: 'session_id', values: ['s1'] }, never())
    await sink.erase?.({ tenantId: 'acme', field: 'user', values: ['hp_1'] }, never())
    await sink.close()
    await proxy.close()
    expect([...asked].sort()).toEqual(actionsOf('iam-policy.json'))
  })
})

function actionsOf(file: string): string[] {
  const path = join(packageRoot(), '../../deploy/dynamodb', file)
  const { Statement } = JSON.parse(readFileSync(path, 'utf8')) as {
    Statement: { Action: string | string[] }[]
  }
  return Statement.flatMap(({ Action }) => Action).sort()
}
