/** Reads what the collector stored without its code: by DuckDB's library, gunzip and JSON.parse. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { metricsToken } from '../processes/collector-process.js'

export type StoredEvent = Readonly<Record<string, unknown>> & { readonly id: string }

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Reads every record of every object that the file sink has finished, in no particular order. */
export async function readObjects(exportDir: string): Promise<StoredEvent[]> {
  const files = await filesUnder(exportDir)
  const objects = files.filter((file) => file.endsWith('.json.gz'))
  const records: StoredEvent[] = []
  for (const file of objects) {
    const lines = gunzipSync(await readFile(file))
      .toString('utf8')
      .trimEnd()
      .split('\n')
    for (const line of lines) records.push(JSON.parse(line) as StoredEvent)
  }
  return records
}

/**
 * Reads rows of the embedded store. The collector must have stopped, since DuckDB lets only one process open
 * a file.
 */
export async function queryEmbedded(dataDir: string, sql: string): Promise<Record<string, unknown>[]> {
  const files = await filesUnder(dataDir)
  const database = files.find((file) => file.endsWith('.duckdb'))
  if (database === undefined) throw new Error('there is no DuckDB file in the data folder')
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    const reader = await connection.runAndReadAll(sql)
    return reader.getRowObjectsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

export async function embeddedIds(dataDir: string): Promise<string[]> {
  const rows = await queryEmbedded(dataDir, 'SELECT id FROM events')
  return rows.map(({ id }) => String(id))
}

/**
 * Returns the sum of a metric over its labels.
 *
 * @param matching part of the labels' text, such as `code="invalid_type"`, that selects among them
 */
export async function readMetric(url: string, name: string, matching = ''): Promise<number> {
  const text = await readMetrics(url)
  return text
    .split('\n')
    .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(matching))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}

export async function readMetrics(url: string): Promise<string> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}`)
  return response.text()
}

/** Waits until every sink has delivered everything. */
export async function allDelivered(url: string, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while ((await readMetric(url, 'hushlog_sink_lag_records')) > 0) {
    if (Date.now() > deadline) throw new Error(`the sinks did not deliver everything in ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
