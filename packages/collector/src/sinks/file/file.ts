/** The file sink: the S3 layout on disk. */
import { join } from 'node:path'
import type { FileSinkConfig } from '../../config/config.js'
import { createJsonLines } from '../objects/json-lines.js'
import { createObjectSink } from '../objects/object-sink.js'
import { createParquet } from '../objects/parquet.js'
import type { Sink } from '../sink.js'
import { withoutPath } from './failure.js'
import { createFilePlace } from './place.js'

/** Milliseconds. 64 MB take some 3 s to compress on a slow core. */
const WRITE_LIMIT = 120_000

export type FileOptions = Pick<FileSinkConfig, 'name' | 'path' | 'rollSeconds' | 'rollBytes' | 'format'> & {
  readonly env: string
  /** For files that are in passing. */
  readonly dataDir: string
}

export function createFileSink(options: FileOptions): Sink {
  const jsonLines = createJsonLines()
  const parquet = createParquet(join(options.dataDir, 'objects.tmp', options.name))
  return createObjectSink({
    ...options,
    type: 'file',
    timeout: WRITE_LIMIT,
    place: createFilePlace(options.path),
    // The disk is one, and the compression takes a core.
    atATime: 1,
    format: options.format === 'parquet' ? parquet : jsonLines,
    formats: [jsonLines, parquet],
    reduce: withoutPath,
  })
}
