/**
 * Runs ClickHouse's engine in a process of its own, over a copy of the collector's embedded store. It is the npm package
 * `chdb`, half a gigabyte, which is fetched once into the folder of the tests' servers and not with this repository.
 */
import { fork } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { tables } from '@hushlog/schema/tables'
import { run } from '../../e2e/servers/commands.mjs'
import { installFolder, installOnce } from '../../e2e/servers/install-once.mjs'
import { cpuSeconds, memoryMb } from '../ingest/server-process.mjs'

const VERSION = '3.4.0'
const NAME = `chdb-${VERSION}`

/** @returns what keeps it from being installed; undefined when it is there */
export async function installClickHouse() {
  const installed = await installOnce(NAME, (folder) => {
    console.log(`  fetching chdb ${VERSION} from npm (once)`)
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, dependencies: { chdb: VERSION } }),
    )
    return run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'])
  })
  return 'reason' in installed ? installed.reason : undefined
}

/** These have about as many values as rows; a dictionary of them would only cost. */
const manyValues = /(^|_)(id|text|message|comment)$|^(id|user|agent|session_id)$/

function typeOf({ name, type }) {
  switch (type) {
    case 'integer':
      return 'Nullable(Int64)'
    case 'number':
      return 'Nullable(Float64)'
    case 'boolean':
      return 'Nullable(Bool)'
    case 'timestamp':
      return name === 'ts' ? `DateTime64(3, 'UTC')` : `Nullable(DateTime64(3, 'UTC'))`
    case 'json':
      return 'Nullable(String)'
    default:
      if (name === 'tenant_id' || name === 'event') return 'LowCardinality(String)'
      return manyValues.test(name) ? 'Nullable(String)' : 'LowCardinality(Nullable(String))'
  }
}

/** Writes a file of Parquet for each table of an embedded store that no collector has open. */
async function writeParquet(store, folder) {
  const instance = await DuckDBInstance.create(store, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  for (const { name, columns } of tables) {
    const list = columns.map(({ name: column, type }) =>
      type === 'json' ? `CAST("${column}" AS VARCHAR) AS "${column}"` : `"${column}"`,
    )
    await connection.run(
      `COPY (SELECT ${list.join(', ')} FROM "${name}") TO '${join(folder, `${name}.parquet`)}' (FORMAT parquet)`,
    )
  }
  connection.closeSync()
  instance.closeSync()
}

/** @param {{ store: string, folder: string }} options `folder` exists and is removed by the caller */
export async function startClickHouse({ store, folder }) {
  await writeParquet(store, folder)
  const child = fork(new URL('./clickhouse-process.mjs', import.meta.url), [
    installFolder(NAME),
    join(folder, 'clickhouse'),
  ])
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  /** Runs one statement; there is one at a time. */
  const query = (sql) =>
    new Promise((resolve, reject) => {
      child.once('message', ({ error, ...answer }) =>
        error === undefined ? resolve(answer) : reject(new Error(`ClickHouse: ${error}`)),
      )
      child.send(sql)
    })
  for (const { name, columns } of tables) {
    const file = join(folder, `${name}.parquet`)
    const definitions = columns.map((column) => `"${column.name}" ${typeOf(column)}`)
    const names = columns.map((column) => `"${column.name}"`).join(', ')
    await query(
      `CREATE TABLE ${name} (${definitions.join(', ')}) ENGINE = MergeTree ORDER BY (tenant_id, ts)`,
    )
    await query(`INSERT INTO ${name} (${names}) SELECT ${names} FROM file('${file}', Parquet)`)
    await query(`OPTIMIZE TABLE ${name} FINAL`)
    rmSync(file)
  }
  return {
    query,
    stop,
    memoryMb: () => memoryMb(child.pid),
    cpuSeconds: () => cpuSeconds(child.pid),
  }
}
