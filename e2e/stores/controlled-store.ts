/**
 * Makes stores whose server can be stopped, killed and restarted, each with its data in a folder of its own.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as dynamodb from '../servers/dynamodb.mjs'
import { memoryFolder } from '../servers/memory-folder.mjs'
import * as minio from '../servers/minio.mjs'
import * as opensearch from '../servers/opensearch.mjs'
import * as postgres from '../servers/postgres.mjs'
import { dynamoDbStore, minioStore, openSearchStore, postgresStore, type Store } from './stores.js'

export interface Controlled extends Store {
  stop(): Promise<void>
  kill(): Promise<void>
  /** Starts the server again, on the same port and data. */
  start(): Promise<void>
  /** Ends the server and removes its data. */
  dispose(): Promise<void>
}

interface Running {
  readonly port: number
  stop(): Promise<void>
  kill(): Promise<void>
}

const NAME = 'hushlog_chaos'

async function control<S extends Running>(
  folder: string,
  start: (options: { folder: string; port?: number }) => Promise<S>,
  storeOf: (server: S) => Promise<Store>,
): Promise<Controlled> {
  await mkdir(folder, { recursive: true })
  let running = await start({ folder })
  const { port } = running
  const store = await storeOf(running)
  return {
    ...store,
    stop: () => running.stop(),
    kill: () => running.kill(),
    async start() {
      running = await start({ folder, port })
    },
    async dispose() {
      await store.gate.close()
      await running.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The data of DynamoDB Local may take so many bytes, which is more than a million events. It waits for the
 * disk with every write, which on a slow disk allows 50 events a second.
 */
const DYNAMODB_BYTES = 2 * 1024 ** 3

export async function startAll(folder: string): Promise<readonly Controlled[]> {
  return Promise.all([
    control(join(folder, 'minio'), minio.start, (server) => minioStore(server, NAME.replace('_', '-'))),
    control(memoryFolder('hushlog-dynamodb-', DYNAMODB_BYTES), dynamodb.start, (server) =>
      dynamoDbStore(server, NAME),
    ),
    control(join(folder, 'opensearch'), opensearch.start, (server) => openSearchStore(server, '')),
    control(join(folder, 'postgres'), postgres.start, (server) => postgresStore(server, NAME)),
  ])
}
