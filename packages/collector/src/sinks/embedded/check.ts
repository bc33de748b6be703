/** Finds out for `hushlog doctor` whether the file of the embedded store opens, while no collector has it. It changes nothing. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { instanceOptions } from '../duckdb.js'
import { toEmbeddedError } from './failure.js'

const MIB = 1024 ** 2

/** @throws EmbeddedStoreError with the class of DuckDB's error */
export async function checkEmbedded(dataDir: string): Promise<string> {
  const file = join(dataDir, 'embedded.duckdb')
  if (!existsSync(file)) return 'its file will be made'
  try {
    const instance = await DuckDBInstance.create(file, { ...instanceOptions, access_mode: 'READ_ONLY' })
    instance.closeSync()
    return `its file opens (${Math.ceil(statSync(file).size / MIB)} MiB)`
  } catch (thrown) {
    throw toEmbeddedError(thrown)
  }
}
