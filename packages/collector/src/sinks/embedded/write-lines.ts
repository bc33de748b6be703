/** Writes records to a file of JSON lines, piece by piece, so that a batch is in memory once and no piece takes long. */
import { open } from 'node:fs/promises'
import { PRIVATE_FILE } from '../../runtime/private-files.js'
import type { IndexedRecord } from '../group-by-table.js'
import { joinLines } from '../join-lines.js'

const NEWLINE = 0x0a
/** Bytes that are copied and written at a time, which takes a fraction of a millisecond. */
const PIECE = 256 * 1024

export async function writeLines(file: string, records: readonly IndexedRecord[]): Promise<void> {
  const handle = await open(file, 'w', PRIVATE_FILE)
  /** Is filled again and again: a buffer for each piece is work for the garbage collector. */
  const piece = Buffer.allocUnsafeSlow(PIECE)
  let used = 0
  const flush = async (): Promise<void> => {
    if (used > 0) await handle.writeFile(piece.subarray(0, used))
    used = 0
  }
  try {
    for (const { record } of records) {
      const { bytes } = record
      if (used + bytes.length >= PIECE) await flush()
      if (bytes.length >= PIECE) {
        await handle.writeFile(joinLines([record]))
        continue
      }
      piece.set(bytes, used)
      used += bytes.length
      piece[used++] = NEWLINE
    }
    await flush()
  } finally {
    await handle.close()
  }
}
