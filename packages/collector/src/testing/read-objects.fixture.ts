/** Reads the objects in a folder for tests, by other code than that which wrote them. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import type { ReadBack } from './sink-place.js'

export const objectsUnder = async (path: string): Promise<string[]> =>
  (await readdir(path, { recursive: true })).filter((name) => /\.(json\.gz|parquet)$/.test(name)).sort()

export const linesOf = async (file: string): Promise<string[]> =>
  gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split('\n')

export async function queryDuckDb(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  try {
    const connection = await instance.connect()
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[]
  } finally {
    instance.closeSync()
  }
}

async function readObject(file: string): Promise<ReadBack[]> {
  if (file.endsWith('.parquet')) {
    const rows = await queryDuckDb(
      `SELECT id, tenant_id, context.page_title AS title FROM read_parquet('${file}')`,
    )
    return rows.map(({ id, tenant_id, title }) => ({
      id: String(id),
      tenantId: String(tenant_id),
      pageTitle: title === null ? null : String(title),
    }))
  }
  return (await linesOf(file)).map((line) => {
    const event = JSON.parse(line)
    return { id: event.id, tenantId: event.tenant_id, pageTitle: event.context?.page_title ?? null }
  })
}

export async function readBack(path: string): Promise<ReadBack[]> {
  const objects = await objectsUnder(path)
  return (await Promise.all(objects.map((name) => readObject(join(path, name))))).flat()
}
