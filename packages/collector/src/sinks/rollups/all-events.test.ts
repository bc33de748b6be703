import { DuckDBInstance } from '@duckdb/node-api'
import { sqlDdl, unionColumns } from '@hushlog/schema/tables'
import { expect, it } from 'vitest'
import { allEvents } from './all-events.js'

it('answers as the view does, with the same types', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(sqlDdl('duckdb'))
  for (const table of ['session', 'conversation', 'client'])
    await connection.run(
      `INSERT INTO ${table} (id, event, tenant_id, env, ts, received_at, schema_version)
       VALUES ('${table}', 'x', 't', 'e', '2026-01-01', '2026-01-01', 1)`,
    )
  const names = unionColumns().map(({ name }) => name)
  const list = names.map((name) => `"${name}"`).join(', ')
  const view = await connection.run(`SELECT ${list} FROM events ORDER BY id`)
  const narrow = await connection.run(`SELECT ${list} FROM ${allEvents(names)} ORDER BY id`)
  expect(narrow.columnNamesAndTypesJson()).toEqual(view.columnNamesAndTypesJson())
  expect(await narrow.getRowsJson()).toEqual(await view.getRowsJson())
  connection.closeSync()
  instance.closeSync()
})

it('refuses a column that no table has', () => {
  expect(() => allEvents(['tenant_id', 'nothing'])).toThrow(TypeError)
})
