/** Loads the AWS SDK when a table is used: a collector without this sink does not have it in memory. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SECOND } from '@hushlog/base'
import type { AwsConfig } from '../../config/config.js'
import { awsClientOptions, CONNECT_LIMIT } from '../aws-client.js'

export interface DynamoDbConnection {
  readonly sdk: typeof import('@aws-sdk/client-dynamodb')
  readonly client: DynamoDBClient
}

/** One request may take this many milliseconds. */
const REQUEST_LIMIT = 20 * SECOND

export async function connectDynamoDb(aws: AwsConfig): Promise<DynamoDbConnection> {
  const sdk = await import('@aws-sdk/client-dynamodb')
  const client = new sdk.DynamoDBClient({
    ...awsClientOptions(aws),
    // Delivery repeats what fails, after a back-off.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_LIMIT, requestTimeout: REQUEST_LIMIT },
  })
  return { sdk, client }
}
