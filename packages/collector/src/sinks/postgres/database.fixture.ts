/** Creates an empty schema in the given server for a test, and a connection beside the sink's. */
import { Client } from 'pg'

export interface TestDatabase {
  readonly url: string
  readonly schema: string
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  remove(): Promise<void>
}

let made = 0

export async function createTestDatabase(url: string): Promise<TestDatabase> {
  const schema = `test_${process.pid}_${++made}`
  const client = new Client(url)
  await client.connect()
  await client.query(`SET search_path TO ${schema}`)
  return {
    url,
    schema,
    query: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    async remove() {
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
      await client.end()
    },
  }
}
