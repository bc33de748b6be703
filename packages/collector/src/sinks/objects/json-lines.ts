/** Stores records as gzip JSON lines, byte for byte as the log holds them. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { errorCode, isObject } from '@hushlog/base'
import type { StoredRecord } from '../../log/log.js'
import type { ErasureFilter } from './erasure-filter.js'
import { type ObjectFormat, type PutObject, UnreadableObjectError } from './format.js'
import type { ObjectBody } from './object-store.js'

/**
 * This many bytes are passed on at a time: one write to gzip per record would cost more than the compression.
 */
const BLOCK_SIZE = 256 * 1024
const NEWLINE = 0x0a

export function createJsonLines(): ObjectFormat {
  return {
    extension: '.json.gz',
    holdsEverything: true,
    open: async () => undefined,
    async encode(records, put, signal) {
      if (records.length > 0)
        await putSettled(put, (last) =>
          pipeline(Readable.from(toBlocks(records)), createGzip(), last, { signal }),
        )
      return []
    },
    async count(read, filter, signal) {
      let records = 0
      let hasOthers = false
      const count = async (blocks: Blocks) => {
        for await (const block of blocks) {
          const found = countMatches(block, filter)
          records += found.matches
          hasOthers ||= found.lines > found.matches
        }
      }
      await readGzip(pipeline(await read(), gunzip(), splitAtLines, count, { signal }))
      return { records, isAll: records > 0 && !hasOthers }
    },
    async rewrite(read, filter, put, signal) {
      const keep = (blocks: Blocks) => withoutMatches(blocks, filter)
      const source = await read()
      await putSettled(put, (last) =>
        readGzip(pipeline(source, gunzip(), splitAtLines, keep, createGzip(), last, { signal })),
      )
    },
    close: async () => undefined,
  }
}

/** Joins records to lines, in blocks of about `BLOCK_SIZE` bytes. */
export function* toBlocks(records: readonly StoredRecord[]): Generator<Buffer> {
  const newline = Buffer.from('\n')
  let parts: Uint8Array[] = []
  let size = 0
  for (const { bytes } of records) {
    parts.push(bytes, newline)
    size += bytes.length + 1
    if (size >= BLOCK_SIZE) {
      yield Buffer.concat(parts, size)
      parts = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(parts, size)
}

type Blocks = AsyncIterable<Buffer>

/** Waits for `put` also when the pipeline is aborted: Node does not, and `put` may have to clean up. */
async function putSettled(
  put: PutObject,
  run: (last: (body: ObjectBody) => Promise<void>) => Promise<void>,
): Promise<void> {
  let putting = Promise.resolve()
  try {
    await run((body) => {
      putting = put(body)
      return putting
    })
  } finally {
    await Promise.allSettled([putting])
  }
}

const gunzip = () => createGunzip({ chunkSize: BLOCK_SIZE })

/** @throws UnreadableObjectError when the object was cut off or is no gzip. */
async function readGzip(steps: Promise<void>): Promise<void> {
  try {
    await steps
  } catch (thrown) {
    // The codes of zlib begin so: https://nodejs.org/api/zlib.html#constants
    throw errorCode(thrown)?.startsWith('Z_') ? new UnreadableObjectError() : thrown
  }
}

/** Makes blocks that end where a line ends. */
async function* splitAtLines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of source) {
    const end = chunk.lastIndexOf(NEWLINE) + 1
    if (end === 0) rest.push(chunk)
    else {
      yield Buffer.concat([...rest, chunk.subarray(0, end)])
      rest = [chunk.subarray(end)]
    }
  }
  const last = Buffer.concat(rest)
  if (last.length > 0) yield last
}

function* linesOf(block: Buffer): Generator<Buffer> {
  for (let at = 0; at < block.length; ) {
    const newline = block.indexOf(NEWLINE, at)
    const end = newline === -1 ? block.length : newline + 1
    yield block.subarray(at, end)
    at = end
  }
}

const mayMatch = (bytes: Buffer, { needles }: ErasureFilter): boolean =>
  needles.some((needle) => bytes.includes(needle))

function isMatch(line: Buffer, filter: ErasureFilter): boolean {
  if (!mayMatch(line, filter)) return false
  try {
    const event: unknown = JSON.parse(line.toString())
    return isObject(event) && filter.matches(event)
  } catch {
    throw new UnreadableObjectError()
  }
}

/** Counts all lines of a block without a match as one, since only whether there are others matters. */
function countMatches(block: Buffer, filter: ErasureFilter): { lines: number; matches: number } {
  if (!mayMatch(block, filter)) return { lines: 1, matches: 0 }
  const lines = [...linesOf(block)]
  return { lines: lines.length, matches: lines.filter((line) => isMatch(line, filter)).length }
}

async function* withoutMatches(blocks: Blocks, filter: ErasureFilter): AsyncGenerator<Buffer> {
  for await (const block of blocks) {
    if (!mayMatch(block, filter)) yield block
    else {
      const kept = [...linesOf(block)].filter((line) => !isMatch(line, filter))
      if (kept.length > 0) yield Buffer.concat(kept)
    }
  }
}
