/** `hushlog setup dynamodb`: the table, its indexes and its time to live, each only where it is missing. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TableDescription } from '@aws-sdk/client-dynamodb'
import type { DynamoDbSinkConfig } from '../../config/config.js'
import type { SetupRun } from '../setup-run.js'
import { type Connection, connect } from './connect.js'
import { DynamoDbError, withoutMessage } from './failure.js'
import { TTL } from './item.js'
import { hasOurKey, indexDefinitions, tableDefinition } from './table.js'

/** Milliseconds between two looks at a table that is being made. */
const POLL = 1000
/** A new index is filled from the whole table: minutes, and hours for a large one. */
const READY_LIMIT = 600_000

export async function setUpDynamoDb(
  { aws: config, table }: Pick<DynamoDbSinkConfig, 'aws' | 'table'>,
  run: SetupRun,
): Promise<void> {
  const connection = await connect(config)
  const steps = createSteps(connection, table, run)
  try {
    const found = await steps.describe()
    if (found === undefined) await steps.createTable()
    else await steps.completeTable(found)
    await steps.expire(found !== undefined || !run.dryRun)
  } catch (thrown) {
    throw withoutMessage(thrown)
  } finally {
    connection.close()
  }
}

function createSteps({ client, aws }: Connection, table: string, { dryRun, signal, report }: SetupRun) {
  const options = { abortSignal: signal }

  async function describe(): Promise<TableDescription | undefined> {
    try {
      const { Table } = await client.send(new aws.DescribeTableCommand({ TableName: table }), options)
      return Table
    } catch (thrown) {
      if (thrown instanceof Error && thrown.name === 'ResourceNotFoundException') return undefined
      throw thrown
    }
  }

  async function waitUntilActive(): Promise<void> {
    const limit = Date.now() + READY_LIMIT
    for (;;) {
      const found = await describe()
      const states = [
        found?.TableStatus,
        ...(found?.GlobalSecondaryIndexes ?? []).map(({ IndexStatus }) => IndexStatus),
      ]
      if (states.every((state) => state === 'ACTIVE')) return
      if (Date.now() > limit) throw new DynamoDbError('STILL_BEING_MADE')
      await sleep(POLL, undefined, { signal })
    }
  }

  async function createTable(): Promise<void> {
    if (!dryRun) {
      await client.send(new aws.CreateTableCommand(tableDefinition(table)), options)
      await waitUntilActive()
    }
    const state = dryRun ? 'missing' : 'made'
    report({ state, what: `table ${table}, on-demand billing` })
    for (const { IndexName } of Object.values(indexDefinitions)) report({ state, what: `index ${IndexName}` })
  }

  async function completeTable(found: TableDescription): Promise<void> {
    if (!hasOurKey(found)) throw new DynamoDbError('WRONG_KEY')
    const isOnDemand = found.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST'
    report({ state: 'there', what: `table ${table}, ${isOnDemand ? 'on-demand' : 'provisioned'} billing` })
    for (const index of Object.values(indexDefinitions)) {
      const there = found.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName)
      const attribute = index.KeySchema?.[0]?.AttributeName
      if (there !== undefined && there.KeySchema?.[0]?.AttributeName !== attribute)
        throw new DynamoDbError('WRONG_INDEX')
      if (there === undefined && !dryRun) {
        await waitUntilActive() // one index at a time
        const AttributeDefinitions = tableDefinition(table).AttributeDefinitions?.filter(
          ({ AttributeName }) => AttributeName === attribute,
        )
        await client.send(
          new aws.UpdateTableCommand({
            TableName: table,
            ...(AttributeDefinitions === undefined ? {} : { AttributeDefinitions }),
            GlobalSecondaryIndexUpdates: [{ Create: { ...index, ...(isOnDemand ? {} : capacityOf(found)) } }],
          }),
          options,
        )
        await waitUntilActive()
      }
      const missing = dryRun ? 'missing' : 'made'
      report({ state: there === undefined ? missing : 'there', what: `index ${index.IndexName}` })
    }
  }

  async function expire(canAsk: boolean): Promise<void> {
    const what = `time to live by ${TTL}`
    const { TimeToLiveDescription: found } = canAsk
      ? await client.send(new aws.DescribeTimeToLiveCommand({ TableName: table }), options)
      : { TimeToLiveDescription: undefined }
    if (found?.TimeToLiveStatus === 'ENABLED' || found?.TimeToLiveStatus === 'ENABLING') {
      if (found.AttributeName !== TTL) throw new DynamoDbError('WRONG_TIME_TO_LIVE')
      report({ state: 'there', what })
      return
    }
    if (!dryRun)
      await client.send(
        new aws.UpdateTimeToLiveCommand({
          TableName: table,
          TimeToLiveSpecification: { AttributeName: TTL, Enabled: true },
        }),
        options,
      )
    report({ state: dryRun ? 'missing' : 'made', what })
  }

  return { describe, createTable, completeTable, expire }
}

/** An index of a table with provisioned billing needs a capacity of its own: it takes as many writes as its table. */
function capacityOf({ ProvisionedThroughput: table }: TableDescription) {
  const ReadCapacityUnits = table?.ReadCapacityUnits ?? 1
  const WriteCapacityUnits = table?.WriteCapacityUnits ?? 1
  return { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } }
}
