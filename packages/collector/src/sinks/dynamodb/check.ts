/** Finds out for `hushlog doctor` whether the table is there with the key and the indexes that the sink needs. */
import { SECOND } from '@hushlog/base'
import type { DynamoDbSinkConfig } from '../../config/config.js'
import { withReducedErrors } from '../sink-error.js'
import { connectDynamoDb } from './connect.js'
import { DynamoDbError, toDynamoDbError } from './failure.js'
import { hasExpectedKey, indexes } from './table.js'

/** All requests together may take this many milliseconds. */
const LIMIT = 20 * SECOND

/** @throws DynamoDbError that says what to do */
export const checkDynamoDb = ({ aws, table }: Pick<DynamoDbSinkConfig, 'aws' | 'table'>): Promise<string> => {
  const signal = AbortSignal.timeout(LIMIT)
  return withReducedErrors(signal, toDynamoDbError, async () => {
    const { sdk, client } = await connectDynamoDb(aws)
    try {
      const command = new sdk.DescribeTableCommand({ TableName: table })
      const { Table } = await client.send(command, { abortSignal: signal })
      if (!hasExpectedKey(Table)) throw new DynamoDbError('WRONG_KEY')
      const present = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName))
      if (Object.values(indexes).some((name) => !present.has(name))) throw new DynamoDbError('MISSING_INDEX')
      return `table ${table} has its key and its indexes`
    } finally {
      client.destroy()
    }
  })
}
