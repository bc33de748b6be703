/** Lists the servers that tests run against. Each file exports the same: name, version, install, start. */
import * as dynamodb from './dynamodb.mjs'
import * as minio from './minio.mjs'
import * as opensearch from './opensearch.mjs'
import * as postgres from './postgres.mjs'

export const servers = { minio, dynamodb, opensearch, postgres }
