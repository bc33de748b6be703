/** The client of AWS, loaded when a table is used: a collector without one does not pay for it. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { AwsConfig } from '../../config/config.js'

export type DynamoDb = typeof import('@aws-sdk/client-dynamodb')

export interface Connection {
  readonly client: DynamoDBClient
  /** The commands. */
  readonly aws: DynamoDb
  close(): void
}

/** Milliseconds. */
const CONNECT_LIMIT = 5000
const REQUEST_LIMIT = 20_000

export async function connect(config: AwsConfig): Promise<Connection> {
  const aws = await import('@aws-sdk/client-dynamodb')
  const { region, endpoint, accessKeyId, secretAccessKey, sessionToken } = config
  const client = new aws.DynamoDBClient({
    region,
    // Fan-out repeats what fails, with a back-off of its own.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_LIMIT, requestTimeout: REQUEST_LIMIT },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : {
          credentials: {
            accessKeyId,
            secretAccessKey,
            ...(sessionToken === undefined ? {} : { sessionToken }),
          },
        }),
  })
  return { client, aws, close: () => client.destroy() }
}
