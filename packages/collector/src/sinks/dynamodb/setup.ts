/** `hushlog setup dynamodb` creates the table, its indexes and its time to live, each where it is missing. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TableDescription } from '@aws-sdk/client-dynamodb'
import { MINUTE, SECOND } from '@hushlog/base'
import type { DynamoDbSinkConfig } from '../../config/config.js'
import type { SetupRun } from '../setup-run.js'
import { withReducedErrors } from '../sink-error.js'
import { connectDynamoDb, type DynamoDbConnection } from './connect.js'
import { DynamoDbError, toDynamoDbError } from './failure.js'
import { TTL } from './item.js'
import { hasExpectedKey, indexDefinitions, tableDefinition } from './table.js'

/** Milliseconds between two requests for the state of a table that is being created. */
const POLL_INTERVAL = SECOND
/**
 * Milliseconds to wait for it. AWS fills a new index from the whole table, for minutes, or hours if it is
 * large.
 */
const READY_LIMIT = 10 * MINUTE

export const setUpDynamoDb = (
  { aws, table }: Pick<DynamoDbSinkConfig, 'aws' | 'table'>,
  run: SetupRun,
): Promise<void> =>
  withReducedErrors(run.signal, toDynamoDbError, async () => {
    const connection = await connectDynamoDb(aws)
    try {
      const steps = createSteps(connection, table, run)
      const found = await steps.describe()
      if (found === undefined) await steps.createTable()
      else await steps.completeTable(found)
      await steps.setTimeToLive(found !== undefined || !run.dryRun)
    } finally {
      connection.client.destroy()
    }
  })

function createSteps(
  { client, sdk }: DynamoDbConnection,
  table: string,
  { dryRun, signal, report }: SetupRun,
) {
  const options = { abortSignal: signal }

  async function describe(): Promise<TableDescription | undefined> {
    try {
      const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: table }), options)
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
      await sleep(POLL_INTERVAL, undefined, { signal })
    }
  }

  async function createTable(): Promise<void> {
    if (!dryRun) {
      await client.send(new sdk.CreateTableCommand(tableDefinition(table)), options)
      await waitUntilActive()
    }
    const state = dryRun ? 'missing' : 'made'
    report({ state, what: `table ${table}, on-demand billing` })
    for (const { IndexName } of Object.values(indexDefinitions)) report({ state, what: `index ${IndexName}` })
  }

  async function completeTable(found: TableDescription): Promise<void> {
    if (!hasExpectedKey(found)) throw new DynamoDbError('WRONG_KEY')
    const isOnDemand = found.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST'
    report({ state: 'there', what: `table ${table}, ${isOnDemand ? 'on-demand' : 'provisioned'} billing` })
    for (const index of Object.values(indexDefinitions)) {
      const there = found.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName)
      const attribute = index.KeySchema?.[0]?.AttributeName
      if (there !== undefined && there.KeySchema?.[0]?.AttributeName !== attribute)
        throw new DynamoDbError('WRONG_INDEX')
      if (there === undefined && !dryRun) {
        // DynamoDB creates one index at a time.
        await waitUntilActive()
        const AttributeDefinitions = tableDefinition(table).AttributeDefinitions?.filter(
          ({ AttributeName }) => AttributeName === attribute,
        )
        await client.send(
          new sdk.UpdateTableCommand({
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

  /** @param hasTable whether there is a table to ask for its setting */
  async function setTimeToLive(hasTable: boolean): Promise<void> {
    const what = `time to live by ${TTL}`
    const { TimeToLiveDescription: found } = hasTable
      ? await client.send(new sdk.DescribeTimeToLiveCommand({ TableName: table }), options)
      : { TimeToLiveDescription: undefined }
    if (found?.TimeToLiveStatus === 'ENABLED' || found?.TimeToLiveStatus === 'ENABLING') {
      if (found.AttributeName !== TTL) throw new DynamoDbError('WRONG_TIME_TO_LIVE')
      report({ state: 'there', what })
      return
    }
    if (!dryRun)
      await client.send(
        new sdk.UpdateTimeToLiveCommand({
          TableName: table,
          TimeToLiveSpecification: { AttributeName: TTL, Enabled: true },
        }),
        options,
      )
    report({ state: dryRun ? 'missing' : 'made', what })
  }

  return { describe, createTable, completeTable, setTimeToLive }
}

/** Gives an index of a table with provisioned billing the table's capacity: it takes as many writes. */
function capacityOf({ ProvisionedThroughput: table }: TableDescription) {
  const ReadCapacityUnits = table?.ReadCapacityUnits ?? 1
  const WriteCapacityUnits = table?.WriteCapacityUnits ?? 1
  return { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } }
}
