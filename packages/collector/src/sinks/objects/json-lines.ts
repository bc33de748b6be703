/** Gzip JSON lines, byte for byte what the log holds. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { StoredRecord } from '../../log/log.js'
import { type ObjectFormat, type PutObject, UnreadableObjectError } from './format.js'
import type { ObjectBody } from './place.js'
import type { Unwanted } from './unwanted.js'

/** In pieces of about this many bytes: one write to gzip per record would cost more than the compression. */
const PIECE = 256 * 1024
const NEWLINE = 0x0a

export function createJsonLines(): ObjectFormat {
  return {
    extension: '.json.gz',
    open: async () => undefined,
    async encode(records, put, signal) {
      if (records.length > 0)
        await settled(put, (last) => pipeline(Readable.from(pieces(records)), createGzip(), last, { signal }))
      return []
    },
    async count(read, unwanted, signal) {
      let records = 0
      let left = false
      await readably(
        pipeline(
          await read(),
          gunzip(),
          wholeLines,
          async (blocks: Blocks) => {
            for await (const block of blocks) {
              const found = countUnwanted(block, unwanted)
              records += found.unwanted
              left ||= found.lines > found.unwanted
            }
          },
          { signal },
        ),
      )
      return { records, all: records > 0 && !left }
    },
    async rewrite(read, unwanted, put, signal) {
      const filter = (blocks: Blocks) => withoutUnwanted(blocks, unwanted)
      const source = await read()
      await settled(put, (last) =>
        readably(pipeline(source, gunzip(), wholeLines, filter, createGzip(), last, { signal })),
      )
    },
    close: async () => undefined,
  }
}

/** JSON lines, as few and large pieces. */
export function* pieces(records: readonly StoredRecord[]): Generator<Buffer> {
  const newline = Buffer.from('\n')
  let parts: Uint8Array[] = []
  let size = 0
  for (const { bytes } of records) {
    parts.push(bytes, newline)
    size += bytes.length + 1
    if (size >= PIECE) {
      yield Buffer.concat(parts, size)
      parts = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(parts, size)
}

type Blocks = AsyncIterable<Buffer>

type LastStep = (body: ObjectBody) => Promise<void>

/** A pipeline that is aborted does not wait for its last step, which may have to clean up behind itself. */
async function settled(put: PutObject, run: (last: LastStep) => Promise<void>): Promise<void> {
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

const gunzip = () => createGunzip({ chunkSize: PIECE })

async function readably(steps: Promise<void>): Promise<void> {
  try {
    await steps
  } catch (thrown) {
    // zlib's codes begin so: the object was cut off, or is none of gzip.
    if (thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('Z_'))
      throw new UnreadableObjectError()
    throw thrown
  }
}

/** Blocks that end where a line does. */
async function* wholeLines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
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

const mayHold = (bytes: Buffer, { needles }: Unwanted): boolean =>
  needles.some((needle) => bytes.includes(needle))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isUnwanted(line: Buffer, unwanted: Unwanted): boolean {
  if (!mayHold(line, unwanted)) return false
  try {
    const event: unknown = JSON.parse(line.toString())
    return isObject(event) && unwanted.matches(event)
  } catch {
    throw new UnreadableObjectError()
  }
}

function countUnwanted(block: Buffer, unwanted: Unwanted): { lines: number; unwanted: number } {
  if (!mayHold(block, unwanted)) return { lines: 1, unwanted: 0 }
  const lines = [...linesOf(block)]
  return { lines: lines.length, unwanted: lines.filter((line) => isUnwanted(line, unwanted)).length }
}

async function* withoutUnwanted(blocks: Blocks, unwanted: Unwanted): AsyncGenerator<Buffer> {
  for await (const block of blocks) {
    if (!mayHold(block, unwanted)) yield block
    else {
      const kept = [...linesOf(block)].filter((line) => !isUnwanted(line, unwanted))
      if (kept.length > 0) yield Buffer.concat(kept)
    }
  }
}
