/** Searches everything that a collector wrote for a text: raw bytes, and what gzip and columns hide. */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { queryEmbedded } from '../stores/read-stores.js'

/** Returns the files whose bytes, or whose unpacked bytes, hold the text. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    const plain = file.endsWith('.gz') ? gunzipSync(bytes) : bytes
    if (bytes.includes(text) || plain.includes(text)) found.push(relative(folder, file))
  }
  return found.sort()
}

/** Returns the tables with a row that holds the text in any column. The collector must have stopped. */
export async function tablesWith(dataDir: string, text: string): Promise<string[]> {
  const tables = await queryEmbedded(
    dataDir,
    "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'",
  )
  const found: string[] = []
  for (const { table_name } of tables) {
    const rows = await queryEmbedded(dataDir, `SELECT * FROM "${String(table_name)}"`)
    if (rows.some((row) => JSON.stringify(row).includes(text))) found.push(String(table_name))
  }
  return found.sort()
}
