/** Answers statements of its parent by ClickHouse's engine: `node clickhouse-process.mjs <folder of chdb> <data folder>`. */
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [installed, data] = process.argv.slice(2)
const { Session } = createRequire(join(installed, 'package.json'))('chdb')
const session = new Session(data)
session.query('CREATE DATABASE IF NOT EXISTS bench')
session.query('USE bench')

process.on('message', (sql) => {
  try {
    const text = session.query(sql, 'JSONEachRow')
    const rows = /^\s*SELECT/.test(sql)
      ? text
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : []
    process.send({ rows })
  } catch (error) {
    process.send({ error: error.message.slice(0, 500) })
  }
})
process.on('disconnect', () => process.exit())
